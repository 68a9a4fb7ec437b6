"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChoosePeople } from "@/components/people/choose-people";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { api } from "@/lib/api/client";
import { tidyName } from "@/lib/pure/names";
import { useGroupChange } from "./use-group-change";

/** A call holds 32 people, the caller among them. */
export const MOST_MEMBERS = 31;

/** Makes a group: its name, and who is in it. */
export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("groups");
  const close = useTranslations("common")("close");
  const { run, isBusy } = useGroupChange();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  async function create() {
    const people = [...chosen];
    if (await run(() => api.contacts.groups.create.mutate({ name, people }))) onClose();
  }

  return (
    <Modal isOpen onClose={onClose} title={t("new")} close={close}>
      <Field
        label={t("name")}
        autoComplete="off"
        maxLength={64}
        placeholder={t("nameHint")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ChoosePeople chosen={chosen} onChange={setChosen} most={MOST_MEMBERS} />
      <Button tone="primary" size="lg" wide isBusy={isBusy} disabled={!tidyName(name)} onClick={create}>
        {t("create")}
      </Button>
    </Modal>
  );
}
