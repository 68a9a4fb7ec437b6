"use client";
import { ArrowLeft, SlidersHorizontal, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { RaisedHands } from "@/components/chat/raised-hands";
import { ChoosePeople } from "@/components/people/choose-people";
import { useAttempt } from "@/components/problem/use-attempt";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { SidePanel } from "@/components/ui/side-panel";
import { api } from "@/lib/api/client";
import { isGone, sectionsOf } from "@/lib/call/roster";
import { PersonActs } from "@/components/hosts/person-acts";
import { RenameGuest } from "@/components/hosts/rename-guest";
import { isHostIn, rightsIn } from "@/lib/meeting/rights";
import type { LiveCall, Participant } from "@/server/live/contract";
import { PersonMenu } from "./person-menu";
import { RingAgain } from "./ring-again";
import { usePersonWords } from "./use-person-words";

const MOST_PEOPLE = 32;

/** Who is on the call, who is rung and who did not come; adding people. */
export function PeoplePanel({ call, onClose }: { call: LiveCall; onClose: () => void }) {
  const t = useTranslations("stage");
  const hosts = useTranslations("hosts");
  const [isAdding, setAdding] = useState(false);
  return (
    <SidePanel
      name={t("people")}
      title={t(isAdding ? "addPeople" : "people")}
      close={t("close")}
      onClose={onClose}
      before={
        isAdding && (
          <IconButton tone="ghost" label={t("backToPeople")} onClick={() => setAdding(false)}>
            <ArrowLeft aria-hidden="true" className="rtl:rotate-180" />
          </IconButton>
        )
      }
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 p-4 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))]">
        {isAdding ? (
          <AddPeople call={call} onDone={() => setAdding(false)} />
        ) : (
          <>
            {call.meeting?.isLocked && <p className="text-muted text-sm">{hosts("locked")}</p>}
            <Roster call={call} />
            {!call.meetingId && (
              <Button tone="primary" size="lg" onClick={() => setAdding(true)}>
                <UserRoundPlus aria-hidden="true" className="size-5" />
                {t("addPeople")}
              </Button>
            )}
          </>
        )}
      </div>
    </SidePanel>
  );
}

function Roster({ call }: { call: LiveCall }) {
  const t = useTranslations("stage");
  const { here, rung, gone } = sectionsOf(call.participants);
  const section = (title: string, people: Participant[]) =>
    people.length > 0 && (
      <Section title={title}>
        {people.map((one) => (
          <Row key={one.participantId} call={call} participant={one} />
        ))}
      </Section>
    );
  return (
    <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto">
      <RaisedHands call={call} />
      {section(t("peopleHere"), here)}
      {section(t("peopleRung"), rung)}
      {section(t("peopleGone"), gone)}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1 text-muted text-sm">{title}</h3>
      <ul aria-label={title}>{children}</ul>
    </div>
  );
}

function Row({ call, participant }: { call: LiveCall; participant: Participant }) {
  const t = useTranslations("stage");
  const hosts = useTranslations("hosts");
  const words = usePersonWords();
  const { person, isMe, isGuest, meetingRole, message } = participant;
  const callId = call.meetingId ? null : call.callId;
  const host = isHostIn(call) && !isMe ? call.meeting : null;
  const own = isMe && isGuest && rightsIn(call).rename ? call.meeting : null;
  const standing = words(participant);
  const [isOpen, setOpen] = useState(false);
  // Guests have no account, to report from or to be suspended.
  const mayReport = !isGuest && call.participants.some((one) => one.isMe && !one.isGuest);
  const canOpen = !isMe && participant.state === "connected";
  return (
    <li aria-label={person.name}>
      <div className="flex min-h-14 items-center gap-3 py-1">
        <Avatar person={person} size="sm" />
        <p className="min-w-0 flex-1">
          <span className="block truncate">{isMe ? t("meToo", { name: person.name }) : person.name}</span>
          {isGuest && <span className="block text-muted text-sm">{t("guest")}</span>}
          {(meetingRole === "host" || meetingRole === "co_host") && (
            <span className="block text-accent-text text-sm">{hosts(`role.${meetingRole}`)}</span>
          )}
          {standing && <span className="block truncate text-muted text-sm">{standing}</span>}
          {message && <span className="block break-words text-sm">{t("message", { message })}</span>}
        </p>
        {isGone(participant) && !isMe && callId && <RingAgain callId={callId} person={person} />}
        {canOpen && (
          <IconButton
            tone="ghost"
            label={t(host ? "forMe.openHost" : "forMe.open", { name: person.name })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <SlidersHorizontal aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {own && !isOpen && (
        <Button size="md" onClick={() => setOpen(true)}>
          {hosts("changeName")}
        </Button>
      )}
      {own && isOpen && (
        <RenameGuest
          meetingId={own.meetingId}
          participantId={null}
          name={person.name}
          onDone={() => setOpen(false)}
        />
      )}
      {canOpen && isOpen && host && <PersonActs meeting={host} participant={participant} />}
      {canOpen && isOpen && <PersonMenu person={person} reportsIn={mayReport ? call.callId : null} />}
    </li>
  );
}

/** Calls more people into the call. Who is on it or rung is not offered. */
function AddPeople({ call, onDone }: { call: LiveCall; onDone: () => void }) {
  const t = useTranslations("stage");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { isBusy, attempt } = useAttempt();
  const there = call.participants.filter((one) => !isGone(one));
  const add = async () => {
    const { callId } = call;
    if (await attempt(() => api.calls.addPeople.mutate({ callId, people: [...chosen] }))) onDone();
  };
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ChoosePeople
          chosen={chosen}
          onChange={setChosen}
          without={new Set(there.map((one) => one.person.id))}
          most={MOST_PEOPLE - there.length}
        />
      </div>
      <Button tone="answer" size="lg" disabled={chosen.size === 0} isBusy={isBusy} onClick={() => void add()}>
        {t("addThem")}
      </Button>
    </>
  );
}
