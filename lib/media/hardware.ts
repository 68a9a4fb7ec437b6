/** Why a microphone or camera cannot be had. The words and what to do are the screen's. */
export type HardwareTrouble = "denied" | "missing" | "in_use" | "insecure" | "failed";

/** Reads the browser's error (Media Capture and Streams, getUserMedia). */
export function hardwareTrouble(error: unknown): HardwareTrouble {
  if (typeof navigator === "undefined" || !navigator.mediaDevices) return "insecure";
  switch ((error as { name?: string } | null)?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    default:
      return "failed";
  }
}
