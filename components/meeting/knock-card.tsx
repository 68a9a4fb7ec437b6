"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAttempt } from "@/components/problem/use-attempt";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api/client";
import type { Knocks } from "@/server/live/contract";
import { TellWaiting } from "./tell-waiting";

/** Those who wait at one meeting's door, the first to come first. */
export function KnockCard({ knocks }: { knocks: Knocks }) {
  const t = useTranslations("door.knocks");
  const { isBusy, attempt } = useAttempt();
  const { meetingId, topic, people, message } = knocks;
  const admitAll = () => void attempt(() => api.door.admitAll.mutate({ meetingId }));
  return (
    <section className="grid grid-cols-1 gap-3 rounded-lg bg-card p-4 text-ink shadow-float">
      <div role="status">
        <h2 className="font-semibold">{t("title", { count: people.length, name: people[0]?.name ?? "" })}</h2>
        <p className="truncate text-muted text-sm">{t("in", { topic: topic || "none" })}</p>
      </div>
      <ul className="grid grid-cols-1 gap-2">
        {people.map((one) => (
          <Waiter key={one.participantId} meetingId={meetingId} waiter={one} />
        ))}
      </ul>
      {people.length > 1 && (
        <Button tone="primary" isBusy={isBusy} onClick={admitAll}>
          {t("admitAll")}
        </Button>
      )}
      <TellWaiting meetingId={meetingId} message={message} />
    </section>
  );
}

function Waiter({ meetingId, waiter }: { meetingId: string; waiter: Knocks["people"][number] }) {
  const t = useTranslations("door.knocks");
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setOpen] = useState(false);
  const { participantId, name, isGuest } = waiter;
  const which = { meetingId, participantId };
  const deny = (isForGood: boolean) => attempt(() => api.door.deny.mutate({ ...which, isForGood }));
  const face = { id: participantId, handle: "", name, pictureUrl: null };
  return (
    <li aria-label={name} className="grid grid-cols-1 gap-2">
      <div className="flex items-center gap-2">
        <Avatar person={face} size="sm" />
        <p className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          {isGuest && <Badge>{t("guest")}</Badge>}
        </p>
        <Button size="md" disabled={isBusy} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t("deny")}
        </Button>
        <Button
          size="md"
          tone="answer"
          isBusy={isBusy}
          onClick={() => void attempt(() => api.door.admit.mutate(which))}
        >
          {t("admit")}
        </Button>
      </div>
      {isOpen && (
        <div className="flex justify-end gap-2">
          <Button size="md" tone="end" disabled={isBusy} onClick={() => void deny(true)}>
            {t("denyForGood")}
          </Button>
          <Button size="md" disabled={isBusy} onClick={() => void deny(false)}>
            {t("denyNow")}
          </Button>
        </div>
      )}
    </li>
  );
}
