import { sealedForCall } from "@/lib/e2ee/identity/leave-note";
import type { Recording } from "@/lib/media/record-note";
import { isProblem, problemOf, type Trouble } from "./problem-of";

/**
 * Seals a note for the one whom a call did not reach, and sends it. `onProgress` is told how much has gone, from 0 to 1; a plain fetch
 * would not say. Null when it is sent, else what is wrong.
 */
export async function sendNote(
  callId: string,
  recording: Recording,
  onProgress: (share: number) => void,
): Promise<Trouble | null> {
  try {
    const { media, durationMs } = recording;
    const body = await sealedForCall(callId, recording);
    return await post(
      new URLSearchParams({ callId, media, durationMs: String(durationMs) }),
      body,
      onProgress,
    );
  } catch (error) {
    return problemOf(error);
  }
}

function post(
  address: URLSearchParams,
  body: Uint8Array<ArrayBuffer>,
  onProgress: (share: number) => void,
): Promise<Trouble | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/notes?${address}`);
    request.setRequestHeader("x-peal", "1");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () =>
      resolve(request.status === 200 ? null : problemIn(request.responseText)),
    );
    request.addEventListener("error", () => resolve({ code: "offline" }));
    request.send(body);
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
