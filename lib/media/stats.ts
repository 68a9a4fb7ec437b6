import { type Room, Track } from "livekit-client";

/** What one remote person's tracks have brought, from the receivers' own statistics. */
export type ReceiverStats = {
  framesDecoded: number;
  audioEnergy: number;
  bytesReceived: number;
};

/** The statistics of a call as tests and support read them: by SFU identity, with the candidate type that carries media. */
export type CallStats = { people: Record<string, ReceiverStats>; candidateTypes: string[] };

type Row = Record<string, unknown> & { type: string };
const number = (value: unknown) => (typeof value === "number" ? value : 0);

/** Reads the statistics of all receivers (webrtc-stats: inbound-rtp, candidate-pair). */
export async function readStats(room: Room): Promise<CallStats> {
  const people: CallStats["people"] = {};
  const candidateTypes = new Set<string>();
  for (const participant of room.remoteParticipants.values()) {
    const sum: ReceiverStats = { framesDecoded: 0, audioEnergy: 0, bytesReceived: 0 };
    for (const publication of participant.trackPublications.values()) {
      const report = await publication.track?.getRTCStatsReport();
      const rows = [...((report as unknown as Map<string, Row> | undefined)?.values() ?? [])];
      for (const row of rows) {
        if (row.type !== "inbound-rtp") continue;
        sum.bytesReceived += number(row.bytesReceived);
        if (publication.kind === Track.Kind.Video) sum.framesDecoded += number(row.framesDecoded);
        else sum.audioEnergy += number(row.totalAudioEnergy);
      }
      for (const type of usedCandidates(rows)) candidateTypes.add(type);
    }
    people[participant.identity] = sum;
  }
  return { people, candidateTypes: [...candidateTypes] };
}

function usedCandidates(rows: Row[]): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    if (row.type !== "candidate-pair" || row.state !== "succeeded" || !row.nominated) return [];
    const type = byId.get(row.localCandidateId)?.candidateType;
    return typeof type === "string" ? [type] : [];
  });
}
