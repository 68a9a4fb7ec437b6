"use client";
import { Pencil, Trash2, UserRoundPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import type { Group } from "@/server/contacts/contract";
import { AddMembersDialog } from "./add-members-dialog";
import { RenameGroupDialog } from "./rename-group-dialog";
import { useGroupChange } from "./use-group-change";

/** What can be done about a group: more people, another name, the end. */
export function GroupMenu({ group }: { group: Group }) {
  const t = useTranslations("groups");
  const cancel = useTranslations("common")("cancel");
  const router = useRouter();
  const { run } = useGroupChange();
  const [open, setOpen] = useState<"add" | "rename" | "delete" | null>(null);
  const close = () => setOpen(null);

  async function remove() {
    // Away first: the page would ask for a group that is no more.
    router.push("/contacts");
    if (await run(() => api.contacts.groups.delete.mutate({ groupId: group.id })))
      toast(t("deleted", { name: group.name }));
  }

  return (
    <>
      <Menu label={t("more", { name: group.name })}>
        <MenuItem icon={<UserRoundPlus aria-hidden="true" />} onSelect={() => setOpen("add")}>
          {t("addPeople")}
        </MenuItem>
        <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setOpen("rename")}>
          {t("rename")}
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden="true" />} isHarmful onSelect={() => setOpen("delete")}>
          {t("delete")}
        </MenuItem>
      </Menu>
      {open === "add" && <AddMembersDialog group={group} onClose={close} />}
      {open === "rename" && <RenameGroupDialog group={group} onClose={close} />}
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={close}
        title={t("deleteTitle", { name: group.name })}
        text={t("deleteText")}
        confirm={t("delete")}
        cancel={cancel}
        onConfirm={remove}
      />
    </>
  );
}
