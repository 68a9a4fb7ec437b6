"use client";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmThis } from "./confirm-this";
import { useOwnDevice } from "./use-own-device";

/** On a device that nobody has confirmed: that it is so, and the way out. Draws nothing on others. */
export function ThisDevice() {
  const t = useTranslations("identity.device");
  const { own } = useOwnDevice();
  const [isOpen, setOpen] = useState(false);
  const isNew = own?.standing === "unconfirmed" || own?.standing === "left_behind";
  if (!own || (!isNew && !isOpen)) return null;
  return (
    <>
      {isNew && (
        <div className="mb-4">
          <Banner
            icon={<ShieldAlert />}
            action={
              <Button tone="primary" onClick={() => setOpen(true)}>
                {t("confirmThis")}
              </Button>
            }
          >
            {t(own.standing === "left_behind" ? "leftBehind" : "notConfirmed")}
          </Banner>
        </div>
      )}
      {isOpen && <ConfirmThis own={own} onClose={() => setOpen(false)} />}
    </>
  );
}
