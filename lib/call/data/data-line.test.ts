import { EventEmitter } from "node:events";
import { type Room, RoomEvent } from "livekit-client";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { DataLine, TooLarge } from "./data-line";
import { lossyTopic, reliableTopic } from "./topic";

const words = reliableTopic("words", z.object({ text: z.string() }), { burst: 3, perSecond: 1 });
const strokes = lossyTopic("strokes", z.object({ x: z.number() }));

/** As much of a room as the line uses; what is sent is kept. */
function fakeRoom(encryption: { isOn: boolean } | null = null) {
  const events = new EventEmitter();
  const sent: { payload: Uint8Array; options: object }[] = [];
  const room = Object.assign(events, {
    hasE2EESetup: encryption !== null,
    isE2EEEnabled: encryption?.isOn ?? false,
    localParticipant: {
      identity: "me",
      publishData: async (payload: Uint8Array, options: object) => void sent.push({ payload, options }),
    },
  }) as unknown as Room;
  const say = (data: unknown, { from = "ana", topic = "words" } = {}) => {
    const payload = data instanceof Uint8Array ? data : new TextEncoder().encode(JSON.stringify(data));
    events.emit(RoomEvent.DataReceived, payload, { identity: from }, 0, topic);
  };
  return { room, sent, say };
}

function lineIn(room: Room) {
  const clock = { now: 0 };
  const line = new DataLine(
    room,
    (id) => id !== "stranger",
    () => clock.now,
  );
  const heard: [unknown, string][] = [];
  const stop = line.on(words, (data, from) => heard.push([data, from]));
  return { line, clock, heard, stop };
}

describe("T5 the line between devices of a call", () => {
  it("hands on what has the right shape, with the admission that sent it", () => {
    const { room, say } = fakeRoom();
    const { heard, stop } = lineIn(room);
    say({ text: "hello", more: 1 });
    say({ text: "other" }, { topic: "other" });
    expect(heard).toEqual([[{ text: "hello" }, "ana"]]);
    stop();
    say({ text: "late" });
    expect(heard).toHaveLength(1);
  });

  it("drops what is malformed, too large or from nobody on the roster", () => {
    const { room, say } = fakeRoom();
    const { heard, line } = lineIn(room);
    say({ text: 1 });
    say(new Uint8Array([0xff, 0xfe, 0x22]), { from: "bo" });
    say({ text: "x".repeat(15_000) });
    say({ text: "hello" }, { from: "stranger" });
    expect(heard).toEqual([]);
    expect(Object.fromEntries(line.dropped)).toEqual({ malformed: 2, too_large: 1, stranger: 1 });
  });

  it("drops the packets of who says too much, and hears the others", () => {
    const { room, say } = fakeRoom();
    const { heard, clock, line } = lineIn(room);
    for (let at = 0; at < 1_000; at++) say({ text: "flood" });
    say({ text: "hello" }, { from: "bo" });
    expect(heard.map(([, from]) => from)).toEqual(["ana", "ana", "ana", "bo"]);
    expect(line.dropped.get("too_many")).toBe(997);
    clock.now = 1_000;
    say({ text: "again" });
    say({ text: "again" });
    expect(heard).toHaveLength(5);
  });

  it("E1 drops what came in the clear in an encrypted call, and sends nothing before it is encrypted", async () => {
    const { room, say, sent } = fakeRoom({ isOn: false });
    const { heard, line } = lineIn(room);
    say({ text: "in the clear" });
    expect(heard).toEqual([]);
    expect(line.dropped.get("in_the_clear")).toBe(1);
    await expect(line.send(words, { text: "hello" })).rejects.toThrow("not encrypted");
    expect(sent).toEqual([]);
  });

  it("sends to all or to the named alone; to nobody is not to all, and what is too large is refused", async () => {
    const { room, sent } = fakeRoom();
    const { line } = lineIn(room);
    await line.send(words, { text: "hello" });
    await line.send(strokes, { x: 1 }, ["bo"]);
    await line.send(words, { text: "hello" }, []);
    await expect(line.send(words, { text: "x".repeat(15_000) })).rejects.toBeInstanceOf(TooLarge);
    await expect(line.send(strokes, { x: 1 })).resolves.toBeUndefined();
    expect(sent.map(({ options }) => options)).toEqual([
      { topic: "words", reliable: true, destinationIdentities: undefined },
      { topic: "strokes", reliable: false, destinationIdentities: ["bo"] },
      { topic: "strokes", reliable: false, destinationIdentities: undefined },
    ]);
  });
});
