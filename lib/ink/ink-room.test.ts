import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { random } from "@/server/testing/random";
import { type InkStroke, screenOf, type SurfaceId } from "./ink";
import { InkNetwork } from "./ink-network.fixture";
import type { InkRoom } from "./ink-room";
import { MAX_POINTS, MAX_POINTS_EACH, MAX_STROKES_EACH } from "./limits";
import { readPacket, writePacket } from "./packets";

const ana = "ana";
const screen = screenOf(ana);
const pen = { tool: "pen", colour: 1 } as const;
const people = [ana, "bo", "cleo"];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = (room: InkRoom | undefined, id: SurfaceId = screen) =>
  room?.surface(id).finished.map(({ author, n, tool, colour, text, points }) => ({
    author,
    n,
    tool,
    colour,
    text,
    points: [...points],
  }));

function call(names = people) {
  const net = new InkNetwork();
  for (const name of names) net.join(name);
  for (const room of net.rooms.values()) room.surface(screen);
  net.settle();
  return { net, room: (name: string) => net.rooms.get(name) as InkRoom };
}

/** Draws one stroke in several parts, as a pen does. */
function draw(room: InkRoom, parts = 2, tool: InkStroke["tool"] = "pen") {
  const surface = room.surface(screen);
  room.tell(screen, surface.begin({ ...pen, tool }, [1, 2, 3], 0));
  for (let at = 0; at < parts; at++) room.tell(screen, surface.draw([at, at, 9], 0));
  room.tell(screen, surface.end());
}

/** Time goes by for timers and all that is sent in it. */
function wait(net: InkNetwork, ms: number) {
  for (let gone = 0; gone < ms; gone += 100) {
    net.now += 100;
    vi.advanceTimersByTime(100);
    net.settle();
  }
}
/** The parts of an answer wait for each other. */
async function waitLong(net: InkNetwork, ms: number) {
  for (let gone = 0; gone < ms; gone += 100) {
    net.now += 100;
    await vi.advanceTimersByTimeAsync(100);
    net.settle();
  }
}

describe("T6 ink of several people", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    "is the same for everybody, whatever the order: seed %i",
    async (seed) => {
      const chance = random(seed);
      const upTo = (count: number) => Math.floor(chance() * count);
      const { net, room } = call();
      const acts = (name: string) => {
        const own = room(name);
        const surface = own.surface(screen);
        const point = [upTo(65_536), upTo(65_536), upTo(256)];
        const tool = (["pen", "arrow", "laser"] as const)[upTo(3)] ?? "pen";
        return [
          () => own.tell(screen, surface.begin({ tool, colour: upTo(8) }, point, 0)),
          () => own.tell(screen, surface.draw([...point, ...point], 0)),
          () => own.tell(screen, surface.draw(point, 0)),
          () => own.tell(screen, surface.end()),
          () => own.tell(screen, surface.end()),
          () => own.tell(screen, surface.write("a word", 2, point)),
          () => own.tell(screen, surface.undo()),
          () => chance() < 0.4 && own.tell(screen, surface.clear(chance() < 0.7)),
          () => chance() < 0.3 && own.tell(screen, surface.rule(chance() < 0.5)),
        ];
      };
      for (let turn = 0; turn < 300; turn++) {
        const name = people[upTo(people.length)] ?? ana;
        const choices = acts(name);
        choices[upTo(choices.length)]?.();
        for (let steps = upTo(3); steps > 0; steps--) net.step(upTo);
      }
      for (const name of people) room(name).tell(screen, room(name).surface(screen).end());
      net.settle();
      const late = net.join("late");
      late.surface(screen);
      await waitLong(net, 5_000);
      expect(shown(room("bo"))).toEqual(shown(room(ana)));
      expect(shown(room("cleo"))).toEqual(shown(room(ana)));
      expect(shown(late)).toEqual(shown(room(ana)));
      for (const [name, one] of net.rooms)
        expect(
          [...one.surface(screen).growing].map(({ author, n, tool }) => `${name}: ${tool} ${author} ${n}`),
        ).toEqual([]);
    },
  );

  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    "has whole strokes or none when parts go lost, and asks for them: seed %i",
    async (seed) => {
      const chance = random(seed);
      const { net, room } = call();
      const parts = new Set(["begin", "more", "end"]);
      net.loses = ({ bytes }) => parts.has(readPacket(bytes)?.packet.kind ?? "") && chance() < 0.2;
      for (let at = 0; at < 30; at++) draw(room(people[at % 3] ?? ana), 3);
      for (const name of people)
        for (const { points } of room(name).surface(screen).finished) expect(points).toHaveLength(12);
      net.loses = () => false;
      for (const name of people) draw(room(name));
      await waitLong(net, 8_000);
      expect(shown(room(ana))).toHaveLength(33);
      expect(shown(room("bo"))).toEqual(shown(room(ana)));
      expect(shown(room("cleo"))).toEqual(shown(room(ana)));
    },
  );

  it("takes back what is one's own alone, and the sharer alone clears all", () => {
    const { net, room } = call();
    draw(room(ana));
    draw(room("bo"));
    room("bo").tell(screen, room("bo").surface(screen).undo());
    room("bo").tell(screen, room("bo").surface(screen).undo());
    net.settle();
    expect(shown(room(ana))?.map(({ author }) => author)).toEqual([ana]);
    expect(room("bo").surface(screen).clear(true)).toBeNull();
    // A page that was changed says it all the same.
    room("bo").line.send(writePacket(screen, { kind: "clear", upTo: 100, isAll: true }));
    net.settle();
    expect(shown(room("cleo"))).toHaveLength(1);
    room(ana).tell(screen, room(ana).surface(screen).clear(true));
    net.settle();
    for (const name of people) expect(shown(room(name))).toEqual([]);
  });

  it("is the sharer's alone where they say so: what others had drawn stays, what comes later is none for anybody", () => {
    const { net, room } = call();
    draw(room("bo"));
    net.settle();
    room(ana).tell(screen, room(ana).surface(screen).rule(true));
    // Bo has not heard of it.
    draw(room("bo"));
    expect(shown(room("bo"))).toHaveLength(2);
    net.settle();
    draw(room("bo"));
    draw(room(ana));
    net.settle();
    for (const name of people) {
      expect(shown(room(name))?.map(({ author }) => author)).toEqual(["bo", ana]);
      expect(room(name).surface(screen).mayDraw).toBe(name === ana);
    }
    room("cleo").line.send(writePacket(screen, { kind: "rule", isOwnerOnly: false, since: 0 }));
    net.settle();
    expect(room("bo").surface(screen).mayDraw).toBe(false);
    room(ana).tell(screen, room(ana).surface(screen).rule(false));
    net.settle();
    draw(room("bo"));
    net.settle();
    expect(shown(room(ana))).toHaveLength(3);
  });

  it("is cleared for all alike while a stroke is under way", () => {
    const { net, room } = call();
    for (let at = 0; at < 3; at++) draw(room(ana));
    draw(room("bo"));
    room(ana).tell(screen, room(ana).surface(screen).clear(true));
    net.deliver(ana, "cleo");
    net.deliver("bo", "cleo");
    net.settle();
    for (const name of people) expect(shown(room(name)), name).toEqual([]);
  });

  it("is the same for all after a rule that was lifted at once", () => {
    const { net, room } = call();
    draw(room("bo"));
    room(ana).tell(screen, room(ana).surface(screen).rule(true));
    room(ana).tell(screen, room(ana).surface(screen).rule(false));
    net.deliver(ana, "cleo");
    net.deliver("bo", "cleo");
    expect(shown(room("cleo"))).toHaveLength(1);
    net.settle();
    for (const name of people) expect(shown(room(name)), name).toEqual([]);
  });

  it("is there for who hears later than its author that everybody may draw again", async () => {
    const { net, room } = call();
    room(ana).tell(screen, room(ana).surface(screen).rule(true));
    net.settle();
    room(ana).tell(screen, room(ana).surface(screen).rule(false));
    net.deliver(ana, "bo");
    draw(room("bo"));
    net.deliver("bo", "cleo");
    expect(shown(room("cleo"))).toEqual([]);
    await waitLong(net, 3_000);
    for (const name of people) expect(shown(room(name)), name).toHaveLength(1);
  });

  it("shows nothing of a stroke in which a part is missing", () => {
    const { net, room } = call();
    const surface = room("bo").surface(screen);
    room("bo").tell(screen, surface.begin(pen, [1, 2, 3], 0));
    surface.draw([4, 5, 6], 0);
    room("bo").tell(screen, surface.draw([7, 8, 9], 0));
    net.settle();
    expect([...room(ana).surface(screen).growing]).toEqual([]);
  });

  it("stays when who drew it leaves, and comes to who joins later; nobody is given words that they did not say", async () => {
    const { net, room } = call();
    draw(room("bo"));
    draw(room("cleo"));
    net.settle();
    net.leave("bo");
    const late = net.join("dora");
    late.surface(screen);
    await waitLong(net, 3_000);
    expect(shown(late)?.map(({ author }) => author)).toEqual(["bo", "cleo"]);
    // Cleo passes on what Ana is to have drawn, and what somebody is who never was there.
    const whole = { kind: "whole" as const, n: 9, ...pen, text: "", points: [1, 1, 1] };
    room("cleo").line.send(writePacket(screen, { ...whole, author: ana }));
    room("cleo").line.send(writePacket(screen, { ...whole, author: "nobody" }));
    net.settle();
    expect(shown(late)).toHaveLength(2);
  });

  it("is told in parts, and what is cleared between two of them does not come back", async () => {
    const { net, room } = call();
    for (let at = 0; at < 200; at++) draw(room("bo"), 1);
    net.settle();
    const late = net.join("dora");
    late.surface(screen);
    wait(net, 100);
    expect(shown(late)).toHaveLength(80);
    room("bo").tell(screen, room("bo").surface(screen).clear(false));
    await waitLong(net, 4_000);
    expect(shown(late)).toEqual([]);
  });

  it("asks again while nobody has answered, and not for ever", async () => {
    const { net, room } = call();
    draw(room(ana));
    net.settle();
    net.loses = () => true;
    const late = net.join("dora");
    late.surface(screen);
    await waitLong(net, 4_500);
    expect(shown(late)).toEqual([]);
    net.loses = () => false;
    await waitLong(net, 3_000);
    expect(shown(late)).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("shows a laser while it glows and keeps nothing of it", () => {
    const { net, room } = call();
    draw(room("bo"), 5, "laser");
    net.settle();
    const surface = room(ana).surface(screen);
    expect(surface.finished).toEqual([]);
    expect(surface.fading).toHaveLength(1);
    surface.fade(net.now + 1);
    expect(surface.fading).toEqual([]);
  });

  it("drops what somebody drew and had not finished when they leave", () => {
    const { net, room } = call();
    room("bo").tell(screen, room("bo").surface(screen).begin(pen, [1, 2, 3], 0));
    net.settle();
    expect([...room(ana).surface(screen).growing]).toHaveLength(1);
    net.leave("bo");
    expect([...room(ana).surface(screen).growing]).toHaveLength(0);
  });
});

describe("T6 bad ink", () => {
  it("holds no more than its limits, and what is too much changes nothing", async () => {
    const { net, room } = call([ana, "bo"]);
    const surface = room("bo").surface(screen);
    const many = Array.from({ length: 500 }, () => [1, 2, 3]).flat();
    for (let at = 0; at < 3_000; at++) {
      const begun = surface.begin(pen, many, 0);
      if (!begun) break;
      room("bo").tell(screen, begun);
      room("bo").tell(screen, surface.end());
    }
    const points = surface.finished.reduce((sum, one) => sum + one.points.length / 3, 0);
    expect(points).toBe(MAX_POINTS_EACH);
    expect(surface.begin(pen, [1, 2, 3], 0)).toBeNull();
    // Ana took what one may send at once, whole strokes only; the rest has come since, at the pace that is allowed.
    net.settle();
    for (const one of room(ana).surface(screen).finished) expect(one.points).toHaveLength(1_500);
    room(ana).tell(screen, room(ana).surface(screen).clear(true));
    net.settle();
    for (let at = 0; at < MAX_STROKES_EACH + 10; at++) surface.write("x", 1, [1, 2, 3]);
    expect(surface.finished).toHaveLength(MAX_STROKES_EACH);
  });

  it("ends a stroke of a million points at its limit", () => {
    const { net, room } = call([ana, "bo"]);
    const surface = room("bo").surface(screen);
    room("bo").tell(screen, surface.begin(pen, [1, 2, 3], 0));
    let drawn = 1;
    while (drawn < 1_000_000) {
      const more = surface.draw([1, 2, 3], 0);
      if (!more) break;
      drawn++;
    }
    expect(drawn).toBe(MAX_POINTS);
    // A page that was changed goes on.
    for (let at = 0; at < 900; at++)
      room("bo").line.send(
        writePacket(screen, { kind: "more", n: 1, at: 1 + at * 2, points: [1, 2, 3, 4, 5, 6] }),
      );
    net.settle();
    expect([...room(ana).surface(screen).growing].map(({ points }) => points.length)).toEqual([5_403]);
    for (let at = 900; at < 2_000; at++)
      room("bo").line.send(
        writePacket(screen, { kind: "more", n: 1, at: 1 + at * 2, points: [1, 2, 3, 4, 5, 6] }),
      );
    net.settle();
    expect([...room(ana).surface(screen).growing].map(({ points }) => points.length / 3)).toEqual([2_047]);
    room("bo").line.send(writePacket(screen, { kind: "end", n: 1, count: 4_001 }));
    net.settle();
    expect([...room(ana).surface(screen).growing]).toEqual([]);
    expect(shown(room(ana))).toEqual([]);
  });

  it("drops the packets of who sends too many bytes, and takes the others'", () => {
    const { net, room } = call();
    const big = Array.from({ length: MAX_POINTS }, () => [1, 2, 3]).flat();
    for (let n = 1; n <= 200; n++)
      room("bo").line.send(
        writePacket(screen, { kind: "whole", author: "", n, ...pen, text: "", points: big }),
        [ana],
      );
    draw(room("cleo"));
    net.settle();
    const authors = shown(room(ana))?.map(({ author }) => author) ?? [];
    expect(authors.filter((one) => one === "bo").length).toBeLessThan(60);
    expect(authors).toContain("cleo");
  });

  it("lets nobody use the numbers up", () => {
    const { net, room } = call();
    const whole = { kind: "whole" as const, author: "", ...pen, text: "", points: [1, 1, 1] };
    room("bo").line.send(writePacket(screen, { ...whole, n: 2_147_483_647 }));
    room("bo").line.send(writePacket(screen, { kind: "clear", upTo: 2_147_483_647, isAll: false }));
    net.settle();
    draw(room(ana));
    net.settle();
    expect(shown(room("cleo"))?.map(({ n }) => n)).toEqual([1]);
  });
});

describe("T6 a whiteboard", () => {
  it("is opened by anybody, shown to all and to who comes later, and closed by who opened it", async () => {
    const { net, room } = call();
    room("bo").boards.open();
    net.settle();
    const board = room(ana).boards.current.value as SurfaceId;
    expect(board).toBe("board:1:bo");
    room(ana).tell(board, room(ana).surface(board).write("hello", 3, [1, 2, 3]));
    net.settle();
    const late = net.join("dora");
    wait(net, 500);
    expect(late.boards.current.value).toBe(board);
    late.surface(board);
    await waitLong(net, 6_000);
    expect(shown(late, board)?.map(({ text }) => text)).toEqual(["hello"]);
    expect(vi.getTimerCount()).toBe(0);
    expect(room(ana).boards.mayClose).toBe(false);
    room(ana).line.send(writePacket(board, { kind: "board", isOpen: false }));
    net.settle();
    expect(late.boards.current.value).toBe(board);
    room("bo").boards.close();
    net.settle();
    for (const one of net.rooms.values()) expect(one.boards.current.value).toBeNull();
    room("bo").line.send(writePacket(board, { kind: "board", isOpen: true }));
    net.settle();
    expect(late.boards.current.value).toBeNull();
    room(ana).boards.open();
    net.settle();
    expect(late.boards.current.value).toBe("board:2:ana");
  });

  it("is one when two open one at once, and everybody's when who opened it has left", async () => {
    const { net, room } = call();
    room("bo").boards.open();
    room(ana).boards.open();
    net.settle();
    for (const one of net.rooms.values()) expect(one.boards.current.value).toBe("board:1:bo");
    net.leave("bo");
    const late = net.join("dora");
    wait(net, 500);
    late.surface(late.boards.current.value as SurfaceId);
    await waitLong(net, 6_000);
    room("cleo").boards.close();
    net.settle();
    expect(late.boards.current.value).toBeNull();
  });
});
