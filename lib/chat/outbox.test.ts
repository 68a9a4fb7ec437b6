import { describe, expect, it, vi } from "vitest";
import { Refusal } from "@/lib/api/problem-of";
import type { Problem } from "@/server/errors/contract";
import { Outbox } from "./outbox";

/** A server that answers each attempt with the next of these. */
function boxWith(...answers: ("ok" | "offline" | Problem)[]) {
  const posted: string[] = [];
  const box = new Outbox<string>(
    async (_id, letter) => {
      posted.push(letter);
      const answer = answers.shift() ?? "ok";
      if (answer === "offline") throw new Error("no network");
      if (answer !== "ok") throw new Refusal(answer);
      await Promise.resolve();
    },
    () => {},
  );
  return { box, posted };
}

const settled = async (box: Outbox<string>) =>
  await vi.waitFor(() => expect(box.waiting.filter(({ refused }) => !refused)).toEqual([]), {
    timeout: 10_000,
  });

describe("T5 the outbox", () => {
  it("sends in order, one after the other, and is empty then", async () => {
    const { box, posted } = boxWith();
    for (const letter of ["a", "b", "c"]) box.add(letter, letter);
    await settled(box);
    expect(posted).toEqual(["a", "b", "c"]);
    expect(box.waiting).toEqual([]);
  });

  it("loses nothing while the connection is lost or the seat is being taken again, and keeps the order", async () => {
    const { box, posted } = boxWith(
      "offline",
      { code: "not_on_call" },
      { code: "rate_limited", retryAfterMs: 1 },
    );
    box.add("1", "a");
    box.add("2", "b");
    for (let tries = 0; tries < 50 && box.waiting.length > 0; tries += 1) {
      box.hurry();
      await new Promise((resume) => setTimeout(resume, 10));
    }
    await settled(box);
    expect(posted).toEqual(["a", "a", "a", "a", "b"]);
  });

  it("keeps what is refused for good, with the reason, sends what comes after, and tries again when told to", async () => {
    const { box, posted } = boxWith({ code: "chat_full", most: 5 });
    box.add("1", "a");
    box.add("2", "b");
    await settled(box);
    expect(box.waiting).toMatchObject([{ id: "1", refused: { code: "chat_full" } }]);
    box.retry("1");
    await settled(box);
    expect(posted).toEqual(["a", "b", "a"]);
    expect(box.waiting).toEqual([]);
  });

  it("sends nothing more once it is closed", async () => {
    const { box, posted } = boxWith("offline");
    box.add("1", "a");
    await vi.waitFor(() => expect(posted).toEqual(["a"]));
    box.close();
    await new Promise((resume) => setTimeout(resume, 20));
    expect(posted).toEqual(["a"]);
  });
});
