"use client";
import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { QrCode } from "@/components/invite/qr-code";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import type { OwnDevice } from "@/lib/e2ee/identity/device";
import { groupsOf, numberLink } from "@/lib/e2ee/identity/safety-number";
import { acceptRoot } from "@/lib/e2ee/identity/trust";
import { markVerified, removeVerified } from "@/lib/e2ee/identity/verifications";
import type { Contact } from "@/server/contacts/contract";

type PersonNumber =
  | { trust: "none" }
  | { trust: "verified" | "confirmed" | "changed"; rootKey: string; number: string };

type NumberSheetProps = {
  contact: Contact;
  me: { id: string; handle: string };
  own: OwnDevice;
  data: PersonNumber;
  /** What was scanned from the other one's screen. */
  scanned: string | null;
  onChanged: () => Promise<unknown>;
  onClose: () => void;
};

/** Sixty digits and a code, to be compared with the other person; and the mark that it was done. */
export function NumberSheet({ data, onClose, ...rest }: NumberSheetProps) {
  const t = useTranslations("identity.number");
  const close = useTranslations("common")("close");
  return (
    <Modal isOpen onClose={onClose} title={t("title")} close={close}>
      <div className="-mx-1 grid min-h-0 gap-4 overflow-y-auto px-1">
        {data.trust === "none" ? (
          <p className="text-pretty text-muted">{t("nothing", { name: rest.contact.name })}</p>
        ) : (
          <Compare {...rest} data={data} />
        )}
      </div>
    </Modal>
  );
}

type CompareProps = Omit<NumberSheetProps, "onClose" | "data"> & {
  data: Exclude<PersonNumber, { trust: "none" }>;
};

function Compare({ contact, me, data, scanned, ...rest }: CompareProps) {
  const t = useTranslations("identity.number");
  const { name } = contact;
  return (
    <>
      {scanned === null ? (
        <p className="text-pretty text-muted">{t("compare", { name })}</p>
      ) : scanned === data.number ? (
        <p role="status" className="flex items-center gap-2 font-semibold text-ok-text">
          <ShieldCheck aria-hidden="true" className="size-5 shrink-0" />
          {t("match")}
        </p>
      ) : (
        <p role="alert" className="text-pretty font-semibold text-end-text">
          {t("differ")}
        </p>
      )}
      <p
        role="group"
        aria-label={t("title")}
        className="mx-auto grid grid-cols-4 gap-x-4 gap-y-1 font-mono text-lg tabular-nums"
      >
        {groupsOf(data.number).map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may be equal and never move.
          <span key={at}>{group}</span>
        ))}
      </p>
      <QrCode text={numberLink(location.origin, me.handle, data.number)} label={t("code", { name })} />
      <Mark
        contact={contact}
        me={me}
        data={data}
        isWrong={scanned !== null && scanned !== data.number}
        {...rest}
      />
    </>
  );
}

function Mark({
  contact,
  me,
  own,
  data,
  isWrong,
  onChanged,
}: Omit<CompareProps, "scanned"> & { isWrong: boolean }) {
  const t = useTranslations("identity.number");
  const words = useProblemWords();
  const { id, name } = contact;
  const isVerified = data.trust === "verified";
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      if (isVerified) return removeVerified(me.id, id);
      if (data.trust === "changed") await acceptRoot(id, data.rootKey);
      await markVerified(me.id, id, data.rootKey);
    },
    onSuccess: () => toast(isVerified ? t("removed") : t("marked", { name })),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: onChanged,
  });
  if (own.standing !== "root" && own.standing !== "confirmed")
    return <p className="text-center text-muted text-sm">{t("ownFirst")}</p>;
  return (
    <Button
      tone={isVerified ? "secondary" : "primary"}
      size="lg"
      wide
      isBusy={isPending}
      disabled={isWrong && !isVerified}
      onClick={() => mutate()}
    >
      {t(isVerified ? "remove" : "mark")}
    </Button>
  );
}
