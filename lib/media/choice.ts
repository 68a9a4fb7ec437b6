import * as z from "zod/mini";

const choice = z.object({
  microphone: z.optional(z.string()),
  camera: z.optional(z.string()),
  speaker: z.optional(z.string()),
  /** The loudspeaker that rings, which may be another than that of the call. */
  ringer: z.optional(z.string()),
});
/** Ids of the devices that were chosen in this browser; absent means the browser's own choice. */
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
