import { tidyLine } from "@/lib/pure/lines";
import { type InkPoints, type InkTool, inkTools, PER_POINT, type SurfaceId } from "./ink";
import { MAX_NUMBER, MAX_POINTS, MAX_TEXT } from "./limits";
import { paletteSize } from "./palette";
import { ByteReader, ByteWriter } from "./packet-bytes";

/** What devices on a call say to each other about ink. A sender's packets arrive in the order in which they were sent. */
export type InkPacket =
  /** A stroke begins; it is drawn while it grows. */
  | { kind: "begin"; n: number; tool: InkTool; colour: number; points: InkPoints }
  /** It grows: `at` is how many points it had. */
  | { kind: "more"; n: number; at: number; points: InkPoints }
  | { kind: "end"; n: number; count: number }
  /** A finished stroke at once; `author` is somebody who has left, or empty for the sender's own. */
  | {
      kind: "whole";
      author: string;
      n: number;
      tool: InkTool;
      colour: number;
      text: string;
      points: InkPoints;
    }
  /** The sender takes one stroke of theirs away. */
  | { kind: "undo"; n: number }
  /** The sender's strokes go up to this number, or everybody's, which is the owner's right. */
  | { kind: "clear"; upTo: number; isAll: boolean }
  /** The owner's word on who may draw; strokes of others after `since` are none. */
  | { kind: "rule"; isOwnerOnly: boolean; since: number }
  /** "Send me your strokes"; `isAll`: and those of who has left, and an answer. */
  | { kind: "ask"; isAll: boolean }
  /** How it stands with the surface, after all its strokes were sent: `count` finished ones. */
  | { kind: "answer"; floor: number; clock: number; isOwnerOnly: boolean; since: number; count: number }
  /** A whiteboard is there, or is closed for good. */
  | { kind: "board"; isOpen: boolean };

const kinds = [
  "begin",
  "more",
  "end",
  "whole",
  "undo",
  "clear",
  "rule",
  "ask",
  "answer",
  "board",
] as const satisfies InkPacket["kind"][];
const MAX_ID = 96;
const SURFACE = /^(?:screen:[\w-]{1,64}|board:(?:[1-9]\d{0,4}):[\w-]{1,64})$/;
const IDENTITY = /^[\w-]{0,64}$/;

/** A packet about one surface, as bytes: a first byte that says which kind, the surface, and numbers of a fixed size. */
export function writePacket(surface: SurfaceId, packet: InkPacket): Uint8Array<ArrayBuffer> {
  const to = new ByteWriter();
  to.byte(kinds.indexOf(packet.kind));
  to.text(surface);
  switch (packet.kind) {
    case "begin":
      to.long(packet.n).byte(inkTools.indexOf(packet.tool)).byte(packet.colour).points(packet.points);
      break;
    case "more":
      to.long(packet.n).short(packet.at).points(packet.points);
      break;
    case "end":
      to.long(packet.n).short(packet.count);
      break;
    case "whole":
      to.text(packet.author).long(packet.n).byte(inkTools.indexOf(packet.tool)).byte(packet.colour);
      to.text(packet.text).points(packet.points);
      break;
    case "undo":
      to.long(packet.n);
      break;
    case "clear":
      to.long(packet.upTo).byte(Number(packet.isAll));
      break;
    case "rule":
      to.byte(Number(packet.isOwnerOnly)).long(packet.since);
      break;
    case "ask":
      to.byte(Number(packet.isAll));
      break;
    case "answer":
      to.long(packet.floor).long(packet.clock).byte(Number(packet.isOwnerOnly));
      to.long(packet.since).short(packet.count);
      break;
    case "board":
      to.byte(Number(packet.isOpen));
      break;
  }
  return to.bytes();
}

/** Reads a packet; null where it is none, down to the last byte. */
export function readPacket(bytes: Uint8Array): { surface: SurfaceId; packet: InkPacket } | null {
  const from = new ByteReader(bytes);
  const kind = kinds[from.byte()];
  const surface = from.text(MAX_ID);
  const packet = kind && SURFACE.test(surface) ? readBody(kind, from) : null;
  return packet && from.isAtEnd ? { surface: surface as SurfaceId, packet } : null;
}

function readBody(kind: InkPacket["kind"], from: ByteReader): InkPacket | null {
  switch (kind) {
    case "begin": {
      const packet = { kind, n: from.long(), ...readPen(from), points: from.points(MAX_POINTS) };
      return isDrawn(packet) && packet.tool !== "text" ? (packet as InkPacket) : null;
    }
    case "more": {
      const packet = { kind, n: from.long(), at: from.short(), points: from.points(MAX_POINTS) };
      return packet.points.length > 0 && packet.at + packet.points.length / PER_POINT <= MAX_POINTS
        ? packet
        : null;
    }
    case "end":
      return { kind, n: from.long(), count: from.short() };
    case "whole": {
      const author = from.text(MAX_ID);
      const packet = { kind, author, n: from.long(), ...readPen(from), text: from.text(MAX_TEXT * 4) };
      const whole = { ...packet, points: from.points(MAX_POINTS) };
      return isWhole(whole) ? (whole as InkPacket) : null;
    }
    case "undo":
      return { kind, n: from.long() };
    case "clear":
      return isNumber({ kind, upTo: from.long(), isAll: from.bit() });
    case "rule":
      return isNumber({ kind, isOwnerOnly: from.bit(), since: from.long() });
    case "ask":
      return { kind, isAll: from.bit() };
    case "answer": {
      const said = { kind, floor: from.long(), clock: from.long(), isOwnerOnly: from.bit() };
      return isNumber({ ...said, since: from.long(), count: from.short() });
    }
    case "board":
      return { kind, isOpen: from.bit() };
  }
}

const readPen = (from: ByteReader) => ({ tool: inkTools[from.byte()], colour: from.byte() });

type Read = { n: number; tool: InkTool | undefined; colour: number; points: InkPoints };

const isDrawn = ({ n, tool, colour, points }: Read): boolean =>
  tool !== undefined && n >= 1 && n <= MAX_NUMBER && colour < paletteSize && points.length > 0;

/** A text is a line that shows what it says, on one point; nothing else has words, and a laser is never sent afterwards. */
function isWhole(read: Read & { text: string; author: string }): boolean {
  if (!isDrawn(read) || !IDENTITY.test(read.author)) return false;
  if (read.tool !== "text") return read.text === "" && read.tool !== "laser";
  const isLine = read.text !== "" && read.text === tidyLine(read.text) && [...read.text].length <= MAX_TEXT;
  return isLine && read.points.length === PER_POINT;
}

function isNumber<Packet extends InkPacket>(packet: Packet): Packet | null {
  const numbers = Object.values(packet).filter((value) => typeof value === "number");
  return numbers.every((value) => value <= MAX_NUMBER) ? packet : null;
}
