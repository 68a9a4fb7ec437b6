import { request as plain, type Agent as PlainAgent } from "node:http";
import { request as secure, type Agent } from "node:https";

/** A delivery in all takes this long at most, in ms: names, connection, answer. */
const HARD_MS = 10_000;

type Letter = { url: string; headers: Record<string, string>; body: string; agent?: Agent | PlainAgent };
/** The status of an answer, and after how many ms its sender wants to be asked again. */
export type Answer = { status: number; afterMs: number | null };

/** Posts a body and reads no more of the answer than its status. Follows no redirect; throws where no answer comes within 10 s. */
export function post({ url, headers, body, agent }: Letter): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith("https:") ? secure : plain;
    const signal = AbortSignal.timeout(HARD_MS);
    const asked = request(url, { method: "POST", headers, agent, signal }, (answer) => {
      const after = answer.headers["retry-after"] ?? "";
      resolve({
        status: answer.statusCode ?? 0,
        afterMs: /^\d{1,6}$/.test(after) ? Number(after) * 1000 : null,
      });
      // What comes is of no use; a long answer is cut off rather than read.
      answer.resume();
      answer.on("data", () => answer.destroy());
      answer.on("error", () => {});
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
