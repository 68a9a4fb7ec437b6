"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { api } from "@/lib/api/client";
import { tidyName } from "@/lib/pure/names";
import type { Group } from "@/server/contacts/contract";
import { useGroupChange } from "./use-group-change";

/** Gives a group another name. */
export function RenameGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useTranslations("groups");
  const close = useTranslations("common")("close");
  const { run, isBusy } = useGroupChange();
  const [name, setName] = useState(group.name);

  async function rename(event: FormEvent) {
    event.preventDefault();
    if (await run(() => api.contacts.groups.rename.mutate({ groupId: group.id, name }))) onClose();
  }

  return (
    <Modal isOpen onClose={onClose} title={t("rename")} close={close}>
      <form onSubmit={rename} className="grid gap-4">
        <Field
          label={t("name")}
          autoComplete="off"
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" tone="primary" size="lg" wide isBusy={isBusy} disabled={!tidyName(name)}>
          {t("save")}
        </Button>
      </form>
    </Modal>
  );
}
