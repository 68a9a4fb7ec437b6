"use client";
import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { tidyName } from "@/lib/pure/names";
import type { Device } from "@/server/auth/contract";

/** A device's name as a field in its place. Enter keeps it, Escape leaves it as it was. */
export function RenameForm({
  device,
  onSave,
  onClose,
}: {
  device: Device;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useTranslations("devices");
  const [name, setName] = useState(device.name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const tidy = tidyName(name);
    if (!tidy) return;
    if (tidy !== device.name) await onSave(tidy);
    onClose();
  }
  return (
    <form onSubmit={onSubmit} className="flex min-w-0 flex-1 items-center gap-1.5">
      <input
        ref={input}
        aria-label={t("name")}
        maxLength={64}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        className="h-11 w-full min-w-0 flex-1 rounded-md border border-edge bg-card px-3 text-base"
      />
      <IconButton type="submit" tone="primary" label={t("save")}>
        <Check aria-hidden="true" />
      </IconButton>
      <IconButton tone="ghost" label={t("cancelRename")} onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </form>
  );
}
