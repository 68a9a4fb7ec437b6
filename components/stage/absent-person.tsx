"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { isGone } from "@/lib/call/roster";
import type { Participant } from "@/server/live/contract";
import { RingAgain } from "./ring-again";
import { usePersonWords } from "./use-person-words";

type AbsentPersonProps = {
  callId: string;
  participant: Participant;
  /** Takes the tile of somebody who did not come away; absent where that cannot be. */
  onPutAway?: () => void;
  /** One of many tiles. */
  isSmall?: boolean;
};

/** Somebody who is rung, or did not come: their face, how it stands, and ringing them again. */
export function AbsentPerson({ callId, participant, onPutAway, isSmall }: AbsentPersonProps) {
  const t = useTranslations("stage");
  const words = usePersonWords();
  const { person, message } = participant;
  const didNotCome = isGone(participant);
  return (
    <section
      role="group"
      aria-label={person.name}
      className="relative flex min-h-0 min-w-0 flex-col items-center justify-center gap-2 overflow-hidden rounded-md bg-card p-3 text-center"
    >
      <Avatar
        person={person}
        size={isSmall ? "md" : "lg"}
        className={didNotCome ? "opacity-60" : "animate-pulse"}
      />
      <p className="max-w-full shrink-0 truncate font-medium">{person.name}</p>
      <p role="status" className="shrink-0 text-muted text-sm">
        {words(participant)}
      </p>
      {message && (
        <p className={`max-w-full break-words text-sm ${isSmall ? "line-clamp-1" : "line-clamp-3"}`}>
          {t("message", { message })}
        </p>
      )}
      {didNotCome && <RingAgain callId={callId} person={person} hasIcon />}
      {didNotCome && onPutAway && (
        <IconButton
          label={t("putAway", { name: person.name })}
          tone="ghost"
          className="absolute top-0 right-0"
          onClick={onPutAway}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </section>
  );
}
