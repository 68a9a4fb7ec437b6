"use client";
import { Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { LateDeviceChoices } from "./late-parts";

/**
 * Chooses microphone, camera and speaker in the running call. A native popover: it closes with Escape or a press beside it, and
 * gives focus back.
 */
export function DeviceMenu() {
  const t = useTranslations("stage");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton size="lg" tone="secondary" label={t("devices")} popoverTarget={id}>
        <Settings2 aria-hidden="true" />
      </IconButton>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={t("devices")}
        onBeforeToggle={(event) => setOpen(event.newState === "open")}
        className="fixed inset-x-0 top-auto bottom-28 mx-auto max-h-[60dvh] w-80 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-md bg-card p-1.5 text-ink shadow-float ring-1 ring-line"
      >
        {isOpen && <LateDeviceChoices />}
      </div>
    </>
  );
}
