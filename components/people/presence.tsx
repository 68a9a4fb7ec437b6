"use client";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { LocalTime } from "@/components/ui/local-time";
import { useAgo } from "@/components/ui/use-ago";
import { useStore } from "@/components/use-store";
import { presenceNow } from "@/lib/live/presence-store";
import type { PersonPresence } from "@/server/live/contract";

/** How a contact is; null while it is not known. */
export function usePresence(userId: string): PersonPresence | null {
  return useStore(presenceNow)?.people.get(userId) ?? null;
}

// Shape as well as colour: a full dot, a ring, a bar.
const signs = {
  online: "bg-ok-text",
  on_a_call: "border-[3px] border-accent-text bg-card",
  do_not_disturb: "bg-end-text",
} as const;

type Person = { id: string; name: string; pictureUrl: string | null };

/** A contact's face with the sign of how they are. The words stand elsewhere. */
export function FaceWithPresence({ person, size }: { person: Person; size?: "lg" | "xl" }) {
  const state = usePresence(person.id)?.state;
  const sign = state && state !== "offline" ? signs[state] : null;
  const place =
    size === "xl"
      ? "right-3 bottom-3 size-5"
      : size === "lg"
        ? "right-1 bottom-1 size-4.5"
        : "right-0 bottom-0 size-3.5";
  return (
    <span className="relative inline-flex shrink-0">
      <Avatar person={person} size={size} />
      {sign && (
        <span
          aria-hidden="true"
          className={`absolute flex items-center justify-center rounded-full ring-2 ring-card ${place} ${sign}`}
        >
          {state === "do_not_disturb" && <span className="h-0.5 w-1/2 rounded-full bg-card" />}
        </span>
      )}
    </span>
  );
}

/** How a contact is, in words; nothing where nothing is to be seen. */
export function PresenceWords({ userId, isShort }: { userId: string; isShort?: boolean }) {
  const t = useTranslations("presence");
  const ago = useAgo();
  const presence = usePresence(userId);
  if (!presence) return null;
  const { state, lastSeenAt } = presence;
  if (state !== "offline") {
    return <span className={state === "online" ? "text-ok-text" : ""}>{t(`states.${state}`)}</span>;
  }
  if (!lastSeenAt || isShort) return null;
  return (
    <span className="[&>time]:whitespace-normal">
      <LocalTime at={lastSeenAt} words={(at) => t("lastSeen", { when: ago(at) })} />
    </span>
  );
}
