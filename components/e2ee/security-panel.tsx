"use client";
import { ArrowLeft, CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNames } from "@/components/people/use-names";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { type CallSecurity, isLoud, lockOf, membersBehind } from "@/lib/call/security-state";
import type { LiveCall } from "@/server/live/contract";
import { CallCode } from "./call-code";
import { LatePlainWords } from "./late-plain-words";
import { LockIcon } from "./lock-icon";
import { SecuredMembers } from "./secured-members";
import { useMemberPeople } from "./use-member-people";

type SecurityPanelProps = { security: CallSecurity; call: LiveCall; onClose: () => void };

/** What the lock means now, the code that everyone on the call sees alike, and who is on it. */
export function SecurityPanel({ security, call, onClose }: SecurityPanelProps) {
  const t = useTranslations("e2ee");
  const [hasMeaning, setMeaning] = useState(false);
  const title = t(hasMeaning ? "means" : "title");
  return (
    <Modal isOpen isDark onClose={onClose} title={title} close={t("close")}>
      <div className="-mx-2 grid min-h-0 grid-cols-1 gap-6 overflow-y-auto rounded-sm px-2">
        {hasMeaning ? (
          <>
            <LatePlainWords />
            <Button className="mb-1 justify-self-start" onClick={() => setMeaning(false)}>
              <ArrowLeft aria-hidden="true" className="size-5 rtl:rotate-180" />
              {t("back")}
            </Button>
          </>
        ) : (
          <>
            <Now security={security} call={call} />
            {security && security !== "unencrypted" && (
              <>
                <CallCode security={security} />
                <SecuredMembers members={security.members} call={call} />
              </>
            )}
            <Button tone="quiet" className="-mx-2 justify-self-start" onClick={() => setMeaning(true)}>
              <CircleHelp aria-hidden="true" className="size-5" />
              {t("means")}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}

function Now({ security, call }: Omit<SecurityPanelProps, "onClose">) {
  const t = useTranslations("e2ee");
  const names = useNames();
  const personOf = useMemberPeople(call);
  const state = lockOf(security);
  const about = names(membersBehind(state, security).map(personOf));
  const tone = isLoud(state) || state === "unconfirmed" ? "text-accent-text" : "text-ok-text";
  return (
    <div className="flex items-start gap-3">
      <LockIcon state={state} className={`mt-0.5 size-5 shrink-0 ${tone}`} />
      <p className="min-w-0 text-pretty">
        <strong className="block font-semibold">{t(`state.${state}`)}</strong>
        <span className="text-muted">{t(`text.${state}`, { names: about })}</span>
      </p>
    </div>
  );
}
