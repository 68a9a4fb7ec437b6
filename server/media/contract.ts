/** What the SFU says of a room, in Peal's words. A hint only: the rows are the truth. */
export type RoomEvent =
  | { kind: "joined"; callId: string; admissionId: string }
  /** `byIntent`: the page said goodbye, rather than going silent. */
  | { kind: "left"; callId: string; admissionId: string; byIntent: boolean }
  | { kind: "other" };

/** What somebody may send into a room, by its source. A shared screen brings its sound along. */
export const sendSources = ["microphone", "camera", "screen_share"] as const;
export type SendSource = (typeof sendSources)[number];
/** Null: everything. */
export type MaySend = readonly SendSource[] | null;
