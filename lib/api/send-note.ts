import type { Recording } from "@/lib/media/record-note";
import { isProblem, type Trouble } from "./problem-of";

/**
 * Sends a note for the one whom a call did not reach. `onProgress` is told how much has gone, from 0 to 1; a plain fetch would not
 * say. Null when it is sent, else what is wrong.
 */
export function sendNote(
  callId: string,
  { blob, media, durationMs }: Recording,
  onProgress: (share: number) => void,
): Promise<Trouble | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const address = new URLSearchParams({ callId, media, durationMs: String(durationMs) });
    request.open("POST", `/api/notes?${address}`);
    request.setRequestHeader("x-peal", "1");
    request.setRequestHeader("content-type", blob.type || "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () =>
      resolve(request.status === 200 ? null : problemIn(request.responseText)),
    );
    request.addEventListener("error", () => resolve({ code: "offline" }));
    request.send(blob);
  });
}

function problemIn(text: string): Trouble {
  try {
    const { problem } = JSON.parse(text) as { problem?: unknown };
    return isProblem(problem) ? problem : { code: "offline" };
  } catch {
    return { code: "offline" };
  }
}
