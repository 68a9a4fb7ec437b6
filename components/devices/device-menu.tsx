"use client";
import { LogOut, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Device } from "@/server/auth/contract";

/** What is rarely done about a device: another name, or signing it out, which is asked once more. */
export function DeviceMenu({
  device,
  onRename,
  onSignOut,
}: {
  device: Device;
  onRename: () => void;
  onSignOut: () => void;
}) {
  const t = useTranslations("devices");
  const cancel = useTranslations("common")("cancel");
  const [isAsking, setAsking] = useState(false);
  const { name } = device;
  return (
    <>
      <Menu label={t("more", { name })}>
        <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={onRename}>
          {t("rename")}
        </MenuItem>
        <MenuItem icon={<LogOut aria-hidden="true" />} isHarmful onSelect={() => setAsking(true)}>
          {t("signOut")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("signOutTitle", { name })}
        text={t("signOutText")}
        confirm={t("signOut")}
        cancel={cancel}
        onConfirm={onSignOut}
      />
    </>
  );
}
