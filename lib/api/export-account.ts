import { saveFile } from "../save-file";
import { isProblem, type Trouble } from "./problem-of";

/** Lets the person keep a file of all that the server has of them. What is wrong, or null. */
export async function exportAccount(password: string): Promise<Trouble | null> {
  try {
    const answer = await fetch("/api/account/export", {
      method: "POST",
      headers: { "x-peal": "1", "content-type": "application/json" },
      body: JSON.stringify({ password }),
    });
    if (answer.ok) {
      saveFile("peal.json", "application/json", await answer.blob());
      return null;
    }
    const body: { problem?: unknown } = await answer.json().catch(() => ({}));
    return isProblem(body.problem) ? body.problem : { code: "internal", errorId: "?" };
  } catch {
    return { code: "offline" };
  }
}
