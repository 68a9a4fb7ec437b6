import { saveFile } from "../save-file";
import { isProblem, type Trouble } from "./problem-of";

/** Asks a route of Peal for a file and lets the person keep it. What is wrong, or null. */
export async function saveAnswer(path: string, body: object, name: string): Promise<Trouble | null> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "x-peal": "1", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) {
      saveFile(name, answer.headers.get("content-type") ?? "", await answer.blob());
      return null;
    }
    const refusal: { problem?: unknown } = await answer.json().catch(() => ({}));
    return isProblem(refusal.problem) ? refusal.problem : { code: "internal", errorId: "?" };
  } catch {
    return { code: "offline" };
  }
}
