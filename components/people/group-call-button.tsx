"use client";
import { UsersRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, quiet } from "@/components/ui/button";
import { useIsReady } from "@/components/ui/use-is-ready";

const LateDialog = dynamic(() => import("./group-call-dialog").then((module) => module.GroupCallDialog), {
  ssr: false,
});

/** Opens the dialog for calling several people; its code comes when it is pressed. */
export function GroupCallButton() {
  const t = useTranslations("contacts.calling");
  const isReady = useIsReady();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...quiet(isReady)} onClick={() => setOpen(true)}>
        <UsersRound aria-hidden="true" className="size-5" />
        <span className="max-[359px]:sr-only">{t("group")}</span>
      </Button>
      {isOpen && <LateDialog onClose={() => setOpen(false)} />}
    </>
  );
}
