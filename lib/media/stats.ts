import { LocalTrack, RemoteTrackPublication, type Room, Track, type TrackPublication } from "livekit-client";
import { count, type Row, rowsOf, word } from "./samples/rows";

/** What one remote person's tracks have brought, from the receivers' own statistics, and which there are, in words. */
export type ReceiverStats = {
  framesDecoded: number;
  audioEnergy: number;
  bytesReceived: number;
  publications: string[];
};

/** The statistics of a call as tests and support read them: by SFU identity, with the candidate type that carries media. */
export type CallStats = {
  people: Record<string, ReceiverStats>;
  candidateTypes: string[];
  publications: string[];
};

/** Reads the statistics of all receivers (webrtc-stats: inbound-rtp, candidate-pair). */
export async function readStats(room: Room): Promise<CallStats> {
  const people: CallStats["people"] = {};
  const candidateTypes = new Set<string>();
  for (const participant of room.remoteParticipants.values()) {
    const sum: ReceiverStats = { framesDecoded: 0, audioEnergy: 0, bytesReceived: 0, publications: [] };
    for (const publication of participant.trackPublications.values()) {
      sum.publications.push(toldOf(publication));
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
  const publications = [...room.localParticipant.trackPublications.values()].map(toldOf);
  return { people, candidateTypes: [...candidateTypes], publications };
}

/** A publication in words: its source, and what is true of it. */
function toldOf(publication: TrackPublication): string {
  const { source, isMuted, track } = publication;
  const marks = [isMuted && "muted"];
  if (publication instanceof RemoteTrackPublication)
    marks.push(
      publication.isDesired && "wanted",
      publication.isSubscribed && "subscribed",
      !publication.isEnabled && "turned off",
      track?.streamState === Track.StreamState.Paused && "paused by the SFU",
    );
  if (track instanceof LocalTrack)
    marks.push(track.isUpstreamPaused && "paused", track.sender?.track === null && "sends nothing");
  return [source, ...marks].filter(Boolean).join(", ");
}

function usedCandidates(rows: ReadonlyMap<string, Row>): string[] {
  return [...rows.values()].flatMap((row) => {
    if (row.type !== "candidate-pair" || row.state !== "succeeded" || !row.nominated) return [];
    return word(rows.get(word(row, "localCandidateId") ?? ""), "candidateType") ?? [];
  });
}
