import { describe, expect, it } from "vitest";
import { withResending } from "./resend-sound";

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join("");
const session = lines("v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0");
const audio = "m=audio 9 UDP/TLS/RTP/SAVPF 111 63";
const codecs = ["a=rtpmap:111 opus/48000/2", "a=rtcp-fb:111 transport-cc", "a=rtpmap:63 red/48000/2"];
const picture = lines("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000", "a=rtcp-fb:96 nack");

describe("F14 sound that may be asked for again", () => {
  it("is all Opus of an offer and nothing else, and twice is once", () => {
    const offer = session + lines(audio, ...codecs) + picture + lines(audio, ...codecs);
    const offered = withResending(offer);
    const [opus = "", ...rest] = codecs;
    const asked = lines(audio, opus, "a=rtcp-fb:111 nack", ...rest);
    expect(offered).toBe(session + asked + picture + asked);
    expect(withResending(offered)).toBe(offered);
  });

  it("is offered by its own number, and where there is no Opus nothing changes", () => {
    const telephone = lines("m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=rtpmap:0 PCMU/8000");
    expect(withResending(session + telephone + picture)).toBe(session + telephone + picture);
    const other = lines("m=audio 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 OPUS/48000/2", "a=sendonly");
    expect(withResending(session + other)).toContain("a=rtpmap:96 OPUS/48000/2\r\na=rtcp-fb:96 nack\r\n");
  });
});
