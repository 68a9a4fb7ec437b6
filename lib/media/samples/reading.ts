import { type Room, Track } from "livekit-client";
import { pathOf } from "./path";
import { count, figure, type Row, rowsOf, word } from "./rows";
import type { Path } from "./sample";

/** Counters of one stream of packets; those only grow, the rest is as of now. */
export type Stream = {
  /** Of the track: a person's camera stays the same through its layers. */
  identity: string;
  source: Track.Source;
  isIncoming: boolean;
  bytes: number;
  packets: number;
  lost: number;
  frames: number;
  samples: number;
  concealed: number;
  bufferedMs: number;
  emitted: number;
  freezes: number;
  freezeMs: number;
  jitterMs: number | null;
  roundTripMs: number | null;
  codec: string | null;
  width: number | null;
  height: number | null;
  limitedBy: string | null;
};

/** What the browser has counted since the connection began. */
export type Reading = {
  at: number;
  streams: ReadonlyMap<string, Stream>;
  up: Path | null;
  down: Path | null;
};

type Owner = Pick<Stream, "identity" | "source">;
const times1000 = (value: number | null) => (value === null ? null : value * 1000);

/** Reads both connections of a room, once each. */
export async function read(room: Room): Promise<Reading> {
  const { publisher, subscriber } = room.engine?.pcManager ?? {};
  const [upReport, downReport] = await Promise.all([publisher?.getStats(), subscriber?.getStats()]);
  const [up, down] = [rowsOf(upReport), rowsOf(downReport)];
  const owners = ownersIn(room);
  const streams = new Map<string, Stream>();
  for (const [way, rows] of [["up", up] as const, ["down", down] as const])
    for (const [id, stream] of streamsIn(rows, owners)) streams.set(`${way} ${id}`, stream);
  const upPath = pathOf(up);
  return { at: performance.now(), streams, up: upPath, down: pathOf(down) ?? upPath };
}

/** Whose each track of the browser is, by the track's own id. */
function ownersIn(room: Room): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const { identity, trackPublications } of room.remoteParticipants.values())
    for (const { track, source } of trackPublications.values())
      if (track) owners.set(track.mediaStreamTrack.id, { identity, source });
  const me = room.localParticipant;
  for (const { track, source } of me.trackPublications.values()) {
    // With an effect, or while nothing is sent, the sender has another track than the camera's.
    for (const sent of [track?.sender?.track, track?.mediaStreamTrack])
      if (sent) owners.set(sent.id, { identity: me.identity, source });
  }
  return owners;
}

function* streamsIn(
  rows: ReadonlyMap<string, Row>,
  owners: ReadonlyMap<string, Owner>,
): Generator<[string, Stream]> {
  for (const [id, row] of rows) {
    if (row.type !== "inbound-rtp" && row.type !== "outbound-rtp") continue;
    const source = row.type === "inbound-rtp" ? row : rows.get(word(row, "mediaSourceId") ?? "");
    const owner = owners.get(word(source, "trackIdentifier") ?? "");
    if (owner)
      yield [id, row.type === "inbound-rtp" ? inbound(row, rows, owner) : outbound(row, rows, owner)];
  }
}

function inbound(row: Row, rows: ReadonlyMap<string, Row>, owner: Owner): Stream {
  return {
    ...owner,
    ...ofBoth(row, rows),
    isIncoming: true,
    bytes: count(row, "bytesReceived"),
    packets: count(row, "packetsReceived"),
    lost: count(row, "packetsLost"),
    frames: count(row, "framesDecoded"),
    samples: count(row, "totalSamplesReceived"),
    concealed: count(row, "concealedSamples") - count(row, "silentConcealedSamples"),
    bufferedMs: count(row, "jitterBufferDelay") * 1000,
    emitted: count(row, "jitterBufferEmittedCount"),
    freezes: count(row, "freezeCount"),
    freezeMs: count(row, "totalFreezesDuration") * 1000,
    jitterMs: times1000(figure(row, "jitter")),
    roundTripMs: null,
    limitedBy: null,
  };
}

function outbound(row: Row, rows: ReadonlyMap<string, Row>, owner: Owner): Stream {
  const remote = rows.get(word(row, "remoteId") ?? "");
  return {
    ...owner,
    ...ofBoth(row, rows),
    isIncoming: false,
    bytes: count(row, "bytesSent"),
    packets: count(row, "packetsSent"),
    lost: count(remote, "packetsLost"),
    frames: count(row, "framesEncoded"),
    samples: 0,
    concealed: 0,
    bufferedMs: 0,
    emitted: 0,
    freezes: 0,
    freezeMs: 0,
    jitterMs: times1000(figure(remote, "jitter")),
    roundTripMs: times1000(figure(remote, "roundTripTime")),
    limitedBy: word(row, "qualityLimitationReason"),
  };
}

/** The name of the codec is written as in a MIME type (`video/VP8`). */
function ofBoth(row: Row, rows: ReadonlyMap<string, Row>) {
  const mime = word(rows.get(word(row, "codecId") ?? ""), "mimeType");
  return {
    codec: mime?.split("/")[1]?.toLowerCase() ?? null,
    width: figure(row, "frameWidth"),
    height: figure(row, "frameHeight"),
  };
}
