import { z } from "zod";
import { NOTE_MS } from "../../lib/pure/notes";
import type { Person } from "../auth/contract";
import type { EndReason, FailureStage, MediaKind } from "../calls/contract";
import {
  certificate,
  encoded,
  MOST_CERTIFICATES,
  type PersonKeys,
  publicKey,
  signature,
} from "../identity/contract";

/** How a call ended for one person; not the call's end reason. */
export const historyStatuses = [
  "completed",
  "declined",
  "missed",
  "no_answer",
  "busy",
  "cancelled",
  "failed",
] as const;
export type HistoryStatus = (typeof historyStatuses)[number];
export type Direction = "incoming" | "outgoing";

/** A voice or video note that was left for me. */
export type Note = {
  id: string;
  from: Person;
  media: MediaKind;
  durationMs: number;
  isPlayed: boolean;
};

export type HistoryEntry = {
  id: string;
  callId: string;
  direction: Direction;
  status: HistoryStatus;
  media: MediaKind;
  /** Everyone else, the caller first. */
  people: (Person & { isContact: boolean })[];
  /** My own group that was called, where it is still there. */
  group: { id: string; name: string } | null;
  /** The line of text that rang along. */
  topic: string | null;
  /** It was encrypted from end to end. */
  isEncrypted: boolean;
  /** The device of mine that took part, or null when none did. */
  deviceName: string | null;
  startedAt: number;
  /** Talked, in ms; null when nobody answered. */
  durationMs: number | null;
  /** Mean opinion score of what I heard, from 1 to 4.5; null where nothing was reported. */
  mos: number | null;
  isNew: boolean;
  note: Note | null;
};

/** What happened in a call, as one of its people may know it. */
export type Moment = {
  /** Epoch ms. */
  at: number;
  /** Who did it or to whom it happened; null is me. */
  person: Person | null;
} & (
  | { kind: "called" | "answered" | "missed" | "busy" | "left" }
  /** Somebody was called into the running call; by me where `by` is null. */
  | { kind: "rung"; by: Person | null }
  /** To another device of mine; of others' devices nobody is told. */
  | { kind: "moved"; deviceName: string }
  | { kind: "declined"; message: string | null }
  /** `stage`: how far the connection got of a call that failed. */
  | { kind: "ended"; reason: EndReason; stage: FailureStage | null }
);

/** One of my own devices in a call. */
export type DevicePart = {
  name: string;
  /** It placed or answered the call, took it from another one, showed the ring, or was rung and said nothing. */
  part: "called" | "answered" | "continued" | "rang" | "unreached";
};

/** Another person's part in a call, up to the end of mine. */
export type PersonPart = {
  person: Person & { isContact: boolean };
  isCaller: boolean;
  part: "talked" | "declined" | "missed" | "busy";
  durationMs: number | null;
};

export type HistoryDetail = HistoryEntry & {
  isRunning: boolean;
  timeline: Moment[];
  devices: DevicePart[];
  parts: PersonPart[];
  /** Something was written in it, and I was there; its messages and notes name participants, of whom `me` is mine. */
  chat: {
    me: string;
    people: { participantId: string; name: string }[];
    hasMessages: boolean;
    hasNotes: boolean;
  } | null;
  /** Nobody took the call, and it is not long ago: the caller may leave a note. */
  canLeaveNote: boolean;
};

export const historyFilters = ["all", "missed", "incoming", "outgoing", "notes"] as const;
export type HistoryFilter = (typeof historyFilters)[number];

export const listInput = z.object({
  /** Where the page before ended. */
  cursor: z.optional(z.object({ startedAt: z.number(), id: z.uuid() })),
  limit: z.number().int().min(1).max(100).default(30),
  filter: z.enum(historyFilters).default("all"),
  media: z.optional(z.enum(["audio", "video"])),
  /** Part of a name, a handle, a group's name or a topic. */
  search: z.string().trim().max(100).default(""),
  /** Calls with this person alone, or of this group of mine. */
  personId: z.optional(z.uuid()),
  groupId: z.optional(z.uuid()),
  /** This one call alone. */
  callId: z.optional(z.uuid()),
});
export type ListInput = z.output<typeof listInput>;
export const historyIdInput = z.object({ id: z.uuid() });
export const restoreInput = z.object({ ids: z.array(z.uuid()).min(1).max(100) });
export const takeBackInput = z.object({ callId: z.uuid() });

/** How much longer than the longest a note may say it is: a recorder stops a moment late. In ms. */
const NOTE_SLACK_MS = 2_000;

/** What goes in the address when a note is sent; its bytes are the body. */
export const noteInput = z.object({
  callId: z.uuid(),
  media: z.enum(["audio", "video"]),
  durationMs: z.coerce
    .number()
    .int()
    .min(1)
    .max(NOTE_MS + NOTE_SLACK_MS),
});
export type NoteInput = z.output<typeof noteInput>;

/** The key of a note (32 bytes) for one device, by HPKE (RFC 9180, P-256, HKDF-SHA-256, AES-256-GCM). */
export const noteWrap = z.object({
  deviceId: z.uuid(),
  boxKey: publicKey,
  enc: publicKey,
  sealed: encoded(48),
});
export type NoteWrap = z.output<typeof noteWrap>;

/** The device that left a note, as it says of itself. */
export const noteSigner = z.object({
  identityKey: publicKey,
  certificates: z.array(certificate).max(MOST_CERTIFICATES),
  signature,
});
export type NoteSigner = z.output<typeof noteSigner>;

/** Most devices for which the key of one note is wrapped. */
export const MOST_WRAPS = 64;
/** What stands before the sealed bytes of a note on their way to the server. */
export const noteHead = z.object({ wraps: z.array(noteWrap).min(1).max(MOST_WRAPS), signer: noteSigner });
export type NoteHead = z.output<typeof noteHead>;

/** For whom a note would be, and their devices' keys. */
export type NoteReceiver = { toUserId: string; keys: PersonKeys };
export const noteReceiverInput = z.object({ callId: z.uuid() });

/** What it takes to open a note, beside its bytes. */
export type SealedNote = {
  callId: string;
  fromUserId: string;
  toUserId: string;
  media: MediaKind;
  durationMs: number;
  signer: NoteSigner;
  /** Null on a device for which its key was not wrapped. */
  wrap: { enc: string; sealed: string } | null;
};

/** A note that this device can open and others of the same person cannot yet. */
export type NoteToShare = SealedNote & { id: string; lacking: { deviceId: string; boxKey: string }[] };

export const shareInput = z.object({ id: z.uuid(), wraps: z.array(noteWrap).min(1).max(MOST_WRAPS) });
export type ShareInput = z.output<typeof shareInput>;
