import type { Hearing, RoomRoster } from "@/lib/media/room-roster";
import type { Participant } from "@/server/live/contract";

type Part = Pick<Participant, "participantId" | "isMe" | "admissionId" | "besides">;

const besideIs: Record<Participant["besides"][number]["role"], Hearing> = {
  standby: "unseen",
  companion: "shared",
};

/** Who comes in and how: everybody else, and none of one's own other devices. */
export function roomRosterOf(participants: readonly Part[]): RoomRoster {
  return new Map(
    participants.flatMap(({ isMe, admissionId, besides }) => {
      const all: [string, Hearing][] = besides.map((one) => [one.admissionId, besideIs[one.role]]);
      if (admissionId) all.push([admissionId, "heard"]);
      return all.map(([id, hearing]): [string, Hearing] => [id, isMe ? "none" : hearing]);
    }),
  );
}

/** Of whom the call has moved to another device between two pictures of it: the admission that was theirs, and the one that is. */
export function movesBetween(before: readonly Part[], after: readonly Part[]): Map<string, string> {
  const was = new Map(before.map((one) => [one.participantId, one.admissionId]));
  return new Map(
    after.flatMap(({ participantId, isMe, admissionId }): [string, string][] => {
      const from = was.get(participantId);
      return !isMe && from && admissionId && from !== admissionId ? [[from, admissionId]] : [];
    }),
  );
}

/** Every device that reads along, with whose it is: the active ones and those beside them. A guest is nobody with an account: null. */
export const readersOf = (
  participants: readonly Pick<Participant, "person" | "isGuest" | "admissionId" | "besides">[],
): Map<string, string | null> =>
  new Map(
    participants.flatMap(({ person, isGuest, admissionId, besides }) =>
      [admissionId, ...besides.map((one) => one.admissionId)].flatMap((id): [string, string | null][] =>
        id ? [[id, isGuest ? null : person.id]] : [],
      ),
    ),
  );

/** The admissions of a meeting's hosts and co-hosts, whose word counts to put somebody out. */
export const hostsOf = (
  participants: readonly Pick<Participant, "meetingRole" | "admissionId">[],
): Set<string> =>
  new Set(
    participants.flatMap(({ meetingRole, admissionId }) =>
      admissionId && meetingRole && meetingRole !== "participant" ? [admissionId] : [],
    ),
  );
