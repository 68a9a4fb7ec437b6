import { connectionProtocols, connectionTypes } from "@/server/relay/contract";
import { count, figure, type Row, word } from "./rows";
import type { Path } from "./sample";

/** The way of a connection's packets (webrtc-stats: candidate-pair, local-candidate); null while there is none. */
export function pathOf(rows: ReadonlyMap<string, Row>): Path | null {
  const pair = chosenPair(rows);
  if (!pair) return null;
  const local = rows.get(word(pair, "localCandidateId") ?? "");
  const protocol = word(local, "relayProtocol") ?? word(local, "protocol");
  const type = word(local, "candidateType");
  const roundTrip = figure(pair, "currentRoundTripTime");
  const available = figure(pair, "availableOutgoingBitrate");
  return {
    type: connectionTypes.find((one) => one === type) ?? null,
    protocol: connectionProtocols.find((one) => one === protocol) ?? null,
    roundTripMs: roundTrip === null ? null : roundTrip * 1000,
    availableKbps: available === null ? null : available / 1000,
    received: receivedOver(rows, pair),
    countsAnswers: figure(pair, "responsesReceived") !== null,
  };
}

/** Questions in a row without an answer after which a pair counts as silent; one is on its way. */
const UNANSWERED = 2;

/**
 * What has come in all in all: bytes by every pair, and answers. Where a pair that the SFU has chosen (nominated) answers no more, the
 * browser goes over to another by itself, but the SFU goes on sending by the silent one for some fifteen seconds: so of the chosen pair and
 * those, the one with the fewest answers counts.
 */
function receivedOver(rows: ReadonlyMap<string, Row>, chosen: Row): number {
  const pairs = [...rows.values()].filter((row) => row.type === "candidate-pair");
  const bytes = pairs.reduce((sum, pair) => sum + count(pair, "bytesReceived"), 0);
  const answers = (pair: Row) => count(pair, "responsesReceived");
  const isSilent = (pair: Row) =>
    pair.nominated === true && count(pair, "requestsSent") - answers(pair) >= UNANSWERED;
  return bytes + Math.min(...[chosen, ...pairs.filter(isSilent)].map(answers));
}

/** Firefox marks the pair; others name it in the transport. */
function chosenPair(rows: ReadonlyMap<string, Row>): Row | undefined {
  const all = [...rows.values()];
  for (const row of all) {
    if (row.type !== "transport") continue;
    const pair = rows.get(word(row, "selectedCandidatePairId") ?? "");
    if (pair) return pair;
  }
  const pairs = all.filter((row) => row.type === "candidate-pair" && row.state === "succeeded");
  return pairs.find((row) => row.selected) ?? pairs.find((row) => row.nominated);
}
