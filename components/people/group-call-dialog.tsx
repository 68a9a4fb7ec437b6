"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Modal } from "@/components/ui/modal";
import { useStartCall } from "./call-buttons";
import { CallForm } from "./call-form";
import { ChoosePeople } from "./choose-people";

/** A call holds 32 people, the caller among them. */
const MOST = 31;

/** Calls several people at once: who, what it is about, and how. */
export function GroupCallDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("contacts.calling");
  const close = useTranslations("common")("close");
  const { call, starting } = useStartCall();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return (
    <Modal isOpen onClose={onClose} title={t("group")} close={close}>
      <ChoosePeople chosen={chosen} onChange={setChosen} most={MOST} />
      <CallForm
        isReady={chosen.size > 0 && !starting}
        onCall={(media, topic) => {
          void call({ people: [...chosen], media, topic });
          onClose();
        }}
      />
    </Modal>
  );
}
