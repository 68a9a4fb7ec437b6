import { type Room, Track } from "livekit-client";
import { count, type Row, rowsOf, word } from "./samples/rows";

/** What one remote person's tracks have brought, from the receivers' own statistics. */
export type ReceiverStats = {
  framesDecoded: number;
  audioEnergy: number;
  bytesReceived: number;
};

/** The statistics of a call as tests and support read them: by SFU identity, with the candidate type that carries media. */
export type CallStats = { people: Record<string, ReceiverStats>; candidateTypes: string[] };

/** Reads the statistics of all receivers (webrtc-stats: inbound-rtp, candidate-pair). */
export async function readStats(room: Room): Promise<CallStats> {
  const people: CallStats["people"] = {};
  const candidateTypes = new Set<string>();
  for (const participant of room.remoteParticipants.values()) {
    const sum: ReceiverStats = { framesDecoded: 0, audioEnergy: 0, bytesReceived: 0 };
    for (const publication of participant.trackPublications.values()) {
      const rows = rowsOf(await publication.track?.getRTCStatsReport());
      for (const row of rows.values()) {
        if (row.type !== "inbound-rtp") continue;
        sum.bytesReceived += count(row, "bytesReceived");
        if (publication.kind === Track.Kind.Video) sum.framesDecoded += count(row, "framesDecoded");
        else sum.audioEnergy += count(row, "totalAudioEnergy");
      }
      for (const type of usedCandidates(rows)) candidateTypes.add(type);
    }
    people[participant.identity] = sum;
  }
  return { people, candidateTypes: [...candidateTypes] };
}

function usedCandidates(rows: ReadonlyMap<string, Row>): string[] {
  return [...rows.values()].flatMap((row) => {
    if (row.type !== "candidate-pair" || row.state !== "succeeded" || !row.nominated) return [];
    return word(rows.get(word(row, "localCandidateId") ?? ""), "candidateType") ?? [];
  });
}
