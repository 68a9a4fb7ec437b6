import { describe, expect, it } from "vitest";
import { pathOf } from "./path";
import type { Row } from "./rows";

const rows = (...all: (Row & { id: string })[]) => new Map(all.map((row) => [row.id, row]));
const pair = {
  id: "pair",
  type: "candidate-pair",
  state: "succeeded",
  localCandidateId: "local",
  currentRoundTripTime: 0.042,
  availableOutgoingBitrate: 900_000,
};
const local = { id: "local", type: "local-candidate", candidateType: "host", protocol: "udp" };

describe("M3 the way of a connection's packets", () => {
  it("is that of the pair which the transport has chosen, not of another that would do", () => {
    const other = { ...pair, id: "other", nominated: true, localCandidateId: "elsewhere" };
    const transport = { id: "transport", type: "transport", selectedCandidatePairId: "pair" };
    expect(pathOf(rows(other, transport, pair, local))).toMatchObject({
      type: "host",
      protocol: "udp",
      roundTripMs: 42,
      availableKbps: 900,
    });
  });

  it("is in Firefox that of the pair which is marked", () => {
    const spare = { ...pair, id: "spare", nominated: true, localCandidateId: "elsewhere" };
    expect(pathOf(rows(spare, { ...pair, selected: true }, local))?.type).toBe("host");
  });

  it("says how the relay is reached, not how the relay sends on", () => {
    const relayed = { ...local, candidateType: "relay", relayProtocol: "tls" };
    expect(pathOf(rows({ ...pair, nominated: true }, relayed))).toMatchObject({
      type: "relay",
      protocol: "tls",
    });
  });

  it("is none before a pair has succeeded, and unknown where the browser has a word of its own", () => {
    expect(pathOf(rows({ ...pair, state: "in-progress", nominated: true }, local))).toBeNull();
    const odd = { ...local, candidateType: "carrier pigeon" };
    expect(pathOf(rows({ ...pair, nominated: true }, odd))?.type).toBeNull();
  });

  it("F38 brings nothing where a pair that the SFU goes on sending by is silent, though another one answers", () => {
    const transport = { id: "transport", type: "transport", selectedCandidatePairId: "pair" };
    const received = (dead: object, alive: object, bytesReceived = 0) => {
      const before = {
        ...pair,
        id: "dead",
        nominated: true,
        responsesReceived: 5,
        bytesReceived: 900,
        ...dead,
      };
      return pathOf(rows(before, { ...pair, bytesReceived, ...alive }, transport, local))?.received;
    };
    const silent = { state: "in-progress", requestsSent: 7 };
    expect(received(silent, { responsesReceived: 9 })).toBe(905);
    expect(received(silent, { responsesReceived: 16 })).toBe(905);
    // Media by the other one is a sign of life.
    expect(received(silent, { responsesReceived: 16 }, 100)).toBe(1005);
    // One that is just not asked is not silent.
    expect(received({ requestsSent: 6 }, { responsesReceived: 16 })).toBe(916);
    expect(received({ ...silent, nominated: false }, { responsesReceived: 16 })).toBe(916);
  });
});
