"use client";
import { Ban, Flag, MessageSquareText, Star, UserRoundMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LateReportDialog } from "@/components/report/late-report-dialog";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Contact } from "@/server/contacts/contract";
import { CallWithLine } from "./call-with-line";
import { useContactActs } from "./use-contact-acts";

/** What is rarely done about a contact: remove or block, each asked once more. */
export function PersonMenu({ contact }: { contact: Contact }) {
  const t = useTranslations("contacts");
  const cancel = useTranslations("common")("cancel");
  const { run } = useContactActs();
  const [asking, setAsking] = useState<"remove" | "block" | null>(null);
  const [isCalling, setCalling] = useState(false);
  const [isReporting, setReporting] = useState(false);
  const report = useTranslations("report");
  const { name } = contact;
  const ask = (act: "remove" | "block") => (
    <ConfirmDialog
      isOpen={asking === act}
      onClose={() => setAsking(null)}
      title={t(`${act}Title`, { name })}
      text={t(`${act}Text`)}
      confirm={t(act)}
      cancel={cancel}
      onConfirm={() => run(act, contact)}
    />
  );
  return (
    <>
      <Menu label={t("more", { name })}>
        {contact.state === "accepted" && (
          <MenuItem icon={<MessageSquareText aria-hidden="true" />} onSelect={() => setCalling(true)}>
            {t("calling.withLine")}
          </MenuItem>
        )}
        {contact.state === "accepted" && (
          <MenuItem icon={<Star aria-hidden="true" />} onSelect={() => run("favourite", contact)}>
            {t(contact.isFavourite ? "removeFavourite" : "addFavourite")}
          </MenuItem>
        )}
        {contact.state === "accepted" && (
          <MenuItem icon={<UserRoundMinus aria-hidden="true" />} onSelect={() => setAsking("remove")}>
            {t("remove")}
          </MenuItem>
        )}
        <MenuItem icon={<Flag aria-hidden="true" />} onSelect={() => setReporting(true)}>
          {report("open")}
        </MenuItem>
        <MenuItem icon={<Ban aria-hidden="true" />} isHarmful onSelect={() => setAsking("block")}>
          {t("block")}
        </MenuItem>
      </Menu>
      {ask("remove")}
      {ask("block")}
      {isReporting && <LateReportDialog person={contact} onClose={() => setReporting(false)} />}
      {isCalling && <CallWithLine contact={contact} onClose={() => setCalling(false)} />}
    </>
  );
}
