"use client";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Device } from "@/server/auth/contract";
import { ConfirmOther } from "./confirm-other";
import { useDeviceTrust } from "./use-device-trust";

/** In a device's row: that nobody has confirmed it, and on one that may, the way to do so. Nothing special otherwise. */
export function DeviceTrust({ device }: { device: Device }) {
  const t = useTranslations("identity.device");
  const { own, devices } = useDeviceTrust();
  const [isOpen, setOpen] = useState(false);
  const keys = devices.find(({ deviceId }) => deviceId === device.id);
  const mayConfirm = own?.standing === "root" || own?.standing === "confirmed";
  // What a device that is not confirmed itself believes of the others is nobody's help.
  const isNew = mayConfirm
    ? keys !== undefined && keys.trust !== "confirmed"
    : device.isThisDevice && own !== undefined;
  if (!isNew && !isOpen) return null;
  return (
    <>
      {isNew && (
        <div className="flex flex-wrap items-center justify-between gap-2 py-1">
          <p className="flex items-center gap-2 font-medium text-accent-text text-sm">
            <ShieldAlert aria-hidden="true" className="size-4 shrink-0" />
            {t("new")}
          </p>
          {mayConfirm && !device.isThisDevice && (
            <Button
              tone="primary"
              aria-label={t("confirmName", { name: device.name })}
              onClick={() => setOpen(true)}
            >
              {t("confirm")}
            </Button>
          )}
        </div>
      )}
      {isOpen && keys && own && (
        <ConfirmOther
          userId={own.userId}
          device={{ deviceId: device.id, identityKey: keys.identityKey, name: device.name }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
