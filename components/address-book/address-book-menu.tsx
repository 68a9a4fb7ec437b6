"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Download, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { saveFile } from "@/lib/save-file";
import { writeCards } from "@/lib/vcard/write-cards";
import { ImportDialog } from "./import-dialog";

/** What is rarely done with all contacts: take them in from a file, and out into one. */
export function AddressBookMenu() {
  const t = useTranslations("contacts.book");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [isImporting, setImporting] = useState(false);

  async function save() {
    try {
      const { contacts } = await cache.fetchQuery(queries.contacts);
      if (contacts.length === 0) return toast(t("nothing"));
      saveFile("peal-contacts.vcf", "text/vcard;charset=utf-8", writeCards(contacts, location.origin));
      toast(t("exported", { count: contacts.length }));
    } catch (error) {
      toast(words(problemOf(error)), "alarm");
    }
  }

  return (
    <>
      <Menu label={t("more")}>
        <MenuItem icon={<Upload aria-hidden="true" />} onSelect={() => setImporting(true)}>
          {t("import")}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden="true" />} onSelect={save}>
          {t("export")}
        </MenuItem>
      </Menu>
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}
