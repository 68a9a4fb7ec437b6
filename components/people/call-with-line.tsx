"use client";
import { useTranslations } from "next-intl";
import { Modal } from "@/components/ui/modal";
import type { Contact } from "@/server/contacts/contract";
import { useStartCall } from "./call-buttons";
import { CallForm } from "./call-form";

/** Calls one person with a line of text that rings along. */
export function CallWithLine({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useTranslations("contacts.calling");
  const close = useTranslations("common")("close");
  const { call, starting } = useStartCall();
  return (
    <Modal isOpen onClose={onClose} title={t("person", { name: contact.name })} close={close}>
      <CallForm
        isReady={!starting}
        onCall={(media, topic) => {
          void call({ people: [contact.id], media, topic });
          onClose();
        }}
      />
    </Modal>
  );
}
