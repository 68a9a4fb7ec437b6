"use client";
import { Securing } from "@/components/e2ee/securing";
import { SecurityContext } from "@/components/e2ee/security-context";
import { CallHeader } from "@/components/stage/call-header";
import { Avatar } from "@/components/ui/avatar";
import type { CallCode } from "@/lib/e2ee/code";
import { type CallSecurity, isLoud, lockOf, type SecuredMember } from "@/lib/call/security-state";
import type { LiveCall } from "@/server/live/contract";

const people = ["Ana Kovač", "Wolfeschlegelsteinhausenbergerdorff the Elder"];
const code: CallCode = {
  emoji: ["🐶", "⏰", "🏁", "🌈", "🐶", "✈️", "👍"],
  digits: "012340056789012345670123400000",
};

const call: LiveCall = {
  callId: "call",
  meetingId: null,
  meeting: null,
  state: "active",
  media: "video",
  isEncrypted: true,
  roomMoves: 0,
  topic: null,
  admissionId: "me",
  role: "active",
  move: null,
  participants: people.map((name, at) => ({
    participantId: `participant-${at}`,
    person: { id: `person-${at * 7}`, handle: `handle-${at}`, name, pictureUrl: null },
    isCaller: at === 0,
    isMe: false,
    isGuest: false,
    meetingRole: null,
    isCameraStopped: false,
    state: "connected",
    admissionId: `admission-${at}`,
    besides: [],
    isPresent: true,
    isHeld: false,
    ringingDevices: 0,
    message: null,
  })),
  ringingDevices: 0,
  ringingAdmissions: [],
  startedAt: 0,
  answeredAt: null,
  endsAt: null,
  endReason: null,
  failedStage: null,
};

const members = (first: Partial<SecuredMember>, second: Partial<SecuredMember> = {}): SecuredMember[] =>
  [first, second].map((of, at) => ({
    admissionId: `admission-${at}`,
    kind: "user",
    userId: `person-${at}`,
    name: "",
    trust: "confirmed",
    isSecured: true,
    ...of,
  }));
const secure = { phase: "secure", trouble: null, code } as const;
const verified = { trust: "verified" } as const;

const states: Record<string, CallSecurity> = {
  securing: { phase: "securing", trouble: null, code: null, members: members({}, { isSecured: false }) },
  secure: { ...secure, members: members({}) },
  large: { ...secure, code: { ...code, emoji: null }, members: members(verified) },
  verified: { ...secure, members: members(verified, verified) },
  unconfirmed: { ...secure, members: members({ trust: "unconfirmed" }) },
  changed: { ...secure, members: members({ trust: "changed" }, { trust: "unconfirmed" }) },
  recorded: {
    ...secure,
    members: [...members({}), ...members({ admissionId: "recorder", kind: "recorder" }).slice(0, 1)],
  },
  different_lists: { ...secure, phase: "trouble", trouble: "different_lists", members: members({}) },
  no_keys: { ...secure, phase: "trouble", trouble: "no_keys", members: members({}, { isSecured: false }) },
  unencrypted: "unencrypted",
};

/** The bar of a call and the tile of somebody in it, in every state of the lock. */
export function LockStates({ only }: { only: string | undefined }) {
  const shown = Object.entries(states).filter(([name]) => !only || name === only);
  return (
    <main data-scheme="dark" className="grid gap-4 bg-paper p-2">
      <h1 className="sr-only">Lock</h1>
      {shown.map(([name, security]) => (
        <section
          key={name}
          aria-label={name}
          className={`relative grid h-72 place-items-center overflow-hidden rounded-md bg-card ${isLoud(lockOf(security)) ? "max-sm:pt-11" : ""}`}
        >
          <SecurityContext.Provider value={security}>
            <div className="flex flex-col items-center gap-2">
              <Avatar person={{ id: "x", name: people[1] ?? "", pictureUrl: null }} size="lg" />
              <Securing admissionId="admission-1" />
            </div>
          </SecurityContext.Provider>
          <CallHeader
            call={call}
            connection={{ phase: "connected", isOffline: false, isDetour: false }}
            security={security}
            isPanelOpen={false}
            onPanel={() => {}}
          />
        </section>
      ))}
    </main>
  );
}
