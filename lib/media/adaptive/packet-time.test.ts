import { describe, expect, it } from "vitest";
import { withPacketTime } from "./packet-time";

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join("");
const session = lines("v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0");
const sound = lines("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2", "a=recvonly");
const picture = lines("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000", "a=recvonly");

describe("F15 the packet time of a description", () => {
  it("is of all its sound and of nothing else, and twice is once", () => {
    const packed = withPacketTime(session + sound + picture + sound, 60);
    expect(packed).toBe(`${session}${sound}a=ptime:60\r\n${picture}${sound}a=ptime:60\r\n`);
    expect(withPacketTime(packed, 60)).toBe(packed);
    expect(withPacketTime(packed, 40)).toBe(packed.replaceAll("60", "40"));
  });

  it("is not said where it is the usual", () => {
    const said = sound + lines("a=ptime:60", "a=maxptime:120");
    expect(withPacketTime(session + said + picture, 20)).toBe(session + sound + picture);
    expect(withPacketTime(session + sound + picture, 20)).toBe(session + sound + picture);
    expect(withPacketTime(session, 60)).toBe(session);
  });
});
