import * as z from "zod/mini";

const choice = z.object({
  microphone: z.optional(z.string()),
  camera: z.optional(z.string()),
  speaker: z.optional(z.string()),
  /** The loudspeaker that rings, which may be another than that of the call. */
  ringer: z.optional(z.string()),
  /** How much may be sent and received; absent means what the network bears. */
  quality: z.optional(z.enum(["auto", "saver", "1080p", "4k"])),
  /** Effect on one's own picture, and what a filter or a background is. */
  effect: z.optional(z.string()),
  hasNoiseSuppression: z.optional(z.boolean()),
  /** The microphone is open while the space bar is held. */
  isPushToTalk: z.optional(z.boolean()),
  isSelfViewHidden: z.optional(z.boolean()),
  layout: z.optional(z.enum(["gallery", "speaker"])),
  tilesPerPage: z.optional(z.union([z.literal(9), z.literal(25), z.literal(49)])),
  /** How loud somebody is played here, from 0 to 1, by the person's id. */
  volumes: z.optional(z.record(z.string(), z.number().check(z.gte(0), z.lte(1)))),
});
/** What was chosen in this browser; absent means the browser's own choice, or the usual. */
export type DeviceChoice = z.output<typeof choice>;

const KEY = "peal:devices";

/** What was chosen here before; nothing when storage is empty, foreign or not to be had. */
export function readChoice(): DeviceChoice {
  try {
    return choice.parse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

/** Remembers a choice, for this browser only. */
export function rememberChoice(part: DeviceChoice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readChoice(), ...part }));
  } catch {
    // A private window may refuse storage: the choice then holds for this call.
  }
}
