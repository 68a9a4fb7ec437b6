"use client";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, quiet } from "@/components/ui/button";
import { useIsReady } from "@/components/ui/use-is-ready";

const LateDialog = dynamic(() => import("./new-group-dialog").then((module) => module.NewGroupDialog), {
  ssr: false,
});

/** Opens the dialog that makes a group; its code comes when it is pressed. */
export function NewGroupButton() {
  const t = useTranslations("groups");
  const isReady = useIsReady();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button tone="ghost" {...quiet(isReady)} onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" className="size-5" />
        {t("new")}
      </Button>
      {isOpen && <LateDialog onClose={() => setOpen(false)} />}
    </>
  );
}
