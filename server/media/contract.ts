/** What the SFU says of a room, in Peal's words. A hint only: the rows are the truth. */
export type RoomEvent =
  | { kind: "joined"; callId: string; admissionId: string }
  /** `byIntent`: the page said goodbye, rather than going silent. */
  | { kind: "left"; callId: string; admissionId: string; byIntent: boolean }
  | { kind: "other" };

/** The same of a room that is a trial of the doctor's and no call. */
export type TrialEvent = { kind: "trial"; trialId: string };

/** A room to try an SFU node with; `token` is null where the node made none. `url` is its address for browsers. */
export type Trial = { id: string; node: string; url: string; token: string | null };

/** What somebody may send into a room, by its source. A shared screen brings its sound along. */
export const sendSources = ["microphone", "camera", "screen_share"] as const;
export type SendSource = (typeof sendSources)[number];
/** Null: everything. */
export type MaySend = readonly SendSource[] | null;
