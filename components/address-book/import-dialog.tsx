"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { FormError } from "@/components/account/form-error";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { problemOf } from "@/lib/api/problem-of";
import { takeSharedCards } from "@/lib/pwa/shared-cards";
import { openAddressBook } from "@/lib/vcard/address-book";
import { FoundPeople } from "./found-people";

/** Takes contacts in from a vCard file, or from cards that another app shared: who of it is here can be asked, the others get the invite link. */
export function ImportDialog({ isShared, onClose }: { isShared: boolean; onClose: () => void }) {
  const t = useTranslations("contacts.book");
  const close = useTranslations("common")("close");
  const words = useProblemWords();
  const input = useRef<HTMLInputElement>(null);
  const { data: book, error, isPending, mutate, submittedAt } = useMutation({ mutationFn: openAddressBook });
  const trouble = error && problemOf(error);
  useEffect(() => {
    if (isShared) void takeSharedCards().then((cards) => cards && mutate(cards));
  }, [isShared, mutate]);

  function choose(file: File | undefined) {
    if (file) mutate(file);
    // The same file again is a choice too.
    if (input.current) input.current.value = "";
  }

  return (
    <Modal isOpen onClose={onClose} title={t("import")} close={close}>
      {!book && <p className="text-pretty text-muted">{t("importText")}</p>}
      {trouble && <FormError words={trouble.code === "rate_limited" ? t("day") : words(trouble)} />}
      <input
        ref={input}
        type="file"
        accept=".vcf,.vcard,text/vcard,text/x-vcard"
        aria-label={t("choose")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => choose(event.target.files?.[0])}
      />
      {book && !isPending && <FoundPeople key={submittedAt} book={book} onDone={onClose} />}
      <Button
        tone={book ? "ghost" : "primary"}
        size="lg"
        wide
        isBusy={isPending}
        onClick={() => input.current?.click()}
      >
        {t(isPending ? "reading" : book ? "other" : "choose")}
      </Button>
    </Modal>
  );
}
