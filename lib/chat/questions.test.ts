import { describe, expect, it } from "vitest";
import { aCall } from "@/lib/call/live.fixture";
import type { Participant } from "@/server/live/contract";
import type { Content } from "@/server/chat/contract";
import { leadersOf, notPassedOn, passerIn, questionsOf } from "./questions";
import type { Opened } from "./transcript";

let seq = 0;
const message = (from: string, says: Content | null, to: string | null = null): Opened => {
  seq += 1;
  return { seq, id: `m${seq}`, from, to, sentAt: seq, says };
};
const question = (text: string, asked: string | null = null): Content => ({ type: "question", text, asked });
const host = new Set(["ana"]);

describe("T5 questions", () => {
  it("stand in the order of how many want an answer: the last word of each person counts", () => {
    const [first, second] = [message("bo", question("First?")), message("cy", question("Second?"))];
    const support = (from: string, of: Opened, isOn: boolean, to: string | null = null) =>
      message(from, { type: "support", question: of.id, isOn }, to);
    const all = [
      first,
      second,
      support("bo", first, true),
      support("bo", first, false),
      support("bo", second, true),
      support("bo", second, true),
      support("cy", second, true),
      // To one alone it is none: not everybody would count the same.
      support("dee", first, true, "ana"),
    ];
    expect(questionsOf(all, host)).toMatchObject([
      { text: "Second?", from: "cy", supporters: ["bo", "cy"] },
      { text: "First?", from: "bo", supporters: [] },
    ]);
  });

  it("are settled by whoever leads the call, and by nobody else; those that wait come first", () => {
    const [first, second] = [message("bo", question("First?")), message("cy", question("Second?"))];
    const settle = (from: string, standing: "open" | "answered" | "dismissed") =>
      message(from, { type: "settling", question: first.id, standing });
    const standings = (...more: Opened[]) =>
      questionsOf([first, second, ...more], host).map(({ text, standing }) => [text, standing]);
    expect(standings(settle("bo", "dismissed"))[0]).toEqual(["First?", "open"]);
    expect(standings(settle("ana", "answered"))).toEqual([
      ["Second?", "open"],
      ["First?", "answered"],
    ]);
    expect(standings(settle("ana", "answered"), settle("ana", "open"))[0]).toEqual(["First?", "open"]);
  });

  it("without a name are passed on by a host alone, and are there once", () => {
    const asked = message("bo", { type: "asking", text: "Why?" }, "ana");
    expect(questionsOf([asked], host)).toEqual([]);
    expect(notPassedOn([asked], "ana")).toMatchObject([{ id: asked.id, from: "bo" }]);
    expect(notPassedOn([asked], "bo")).toHaveLength(1);
    expect(notPassedOn([asked], "cy")).toEqual([]);
    // Two tabs of the host, and somebody who only says so.
    const passed = [1, 2].map(() => message("ana", question("Why?", asked.id)));
    const feigned = message("cy", question("I am nobody", asked.id));
    const shown = questionsOf([asked, feigned, ...passed], host);
    expect(shown).toMatchObject([{ text: "Why?", from: null, asked: asked.id }]);
    expect(notPassedOn([asked, ...passed], "ana")).toEqual([]);
  });

  it("are for the hosts of a meeting, in any other call for whoever started it", () => {
    const person = (participantId: string, more: Partial<Participant>) =>
      ({ participantId, state: "connected", isCaller: false, meetingRole: null, ...more }) as Participant;
    const people = [
      person("co", { meetingRole: "co_host" }),
      person("host", { meetingRole: "host" }),
      person("caller", { isCaller: true, meetingRole: "participant" }),
    ];
    const meeting = aCall({ meetingId: "m", participants: people });
    expect([...leadersOf(meeting)]).toEqual(["co", "host"]);
    expect(passerIn(meeting)?.participantId).toBe("host");
    const gone = people.map((one) =>
      one.participantId === "host" ? { ...one, state: "left" as const } : one,
    );
    expect(passerIn(aCall({ meetingId: "m", participants: gone }))?.participantId).toBe("co");
    expect([...leadersOf(aCall({ participants: people }))]).toEqual(["caller"]);
    expect(passerIn(aCall({ participants: [] }))).toBeNull();
  });
});
