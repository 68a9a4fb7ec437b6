"use client";
import { Link2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, quiet } from "@/components/ui/button";
import { useIsReady } from "@/components/ui/use-is-ready";

const LateDialog = dynamic(() => import("./invite-dialog").then((module) => module.InviteDialog), {
  ssr: false,
});

/** Opens the dialog for inviting by link; its code comes when it is pressed. */
export function InviteButton() {
  const t = useTranslations("invite");
  const isReady = useIsReady();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...quiet(isReady)} onClick={() => setOpen(true)}>
        <Link2 aria-hidden="true" className="size-5" />
        {t("button")}
      </Button>
      {isOpen && <LateDialog onClose={() => setOpen(false)} />}
    </>
  );
}
