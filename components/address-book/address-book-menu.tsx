"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Download, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
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

/**
 * What is rarely done with all contacts: take them in from a file, and out into one. `isShared`: another app has just shared cards, which
 * are taken in at once.
 */
export function AddressBookMenu({ isShared }: { isShared: boolean }) {
  const t = useTranslations("contacts.book");
  const words = useProblemWords();
  const cache = useQueryClient();
  const router = useRouter();
  const [isImporting, setImporting] = useState(isShared);

  function close() {
    setImporting(false);
    // The page's address must not open it again.
    if (isShared) router.replace("/contacts");
  }

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
      {isImporting && <ImportDialog isShared={isShared} onClose={close} />}
    </>
  );
}
