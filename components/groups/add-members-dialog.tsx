"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChoosePeople } from "@/components/people/choose-people";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { api } from "@/lib/api/client";
import type { Group } from "@/server/contacts/contract";
import { MOST_MEMBERS } from "./new-group-dialog";
import { useGroupChange } from "./use-group-change";

/** Puts more contacts into a group. */
export function AddMembersDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useTranslations("groups");
  const close = useTranslations("common")("close");
  const { run, isBusy } = useGroupChange();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const members = new Set(group.members.map((member) => member.id));

  async function add() {
    const wanted = { groupId: group.id, people: [...chosen] };
    if (await run(() => api.contacts.groups.add.mutate(wanted))) onClose();
  }

  return (
    <Modal isOpen onClose={onClose} title={t("addTo", { name: group.name })} close={close}>
      <ChoosePeople
        chosen={chosen}
        onChange={setChosen}
        without={members}
        most={MOST_MEMBERS - members.size}
      />
      <Button tone="primary" size="lg" wide isBusy={isBusy} disabled={chosen.size === 0} onClick={add}>
        {t("add")}
      </Button>
    </Modal>
  );
}
