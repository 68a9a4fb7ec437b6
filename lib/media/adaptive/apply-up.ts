import { LocalVideoTrack, type Room, Track } from "livekit-client";
import { restEffect } from "@/lib/media/effects/worn";
import type { Policy } from "./decide";
import { capLayers } from "./layer-cap";
import { type Level, stepped } from "./level";
import { packSound } from "./packet-time";

/** Tracks that are paused for the network, and for nothing else. */
const paused = new WeakSet<LocalVideoTrack>();

/** Connections whose effect was taken off for the processor; who puts it on again wants it. */
const rested = new WeakSet<Room>();

/** Nothing is to be sent at all: before an answer, and on hold. What stands still for the network is not that. */
export function isShut({ localParticipant }: Room): boolean {
  const tracks = [...localParticipant.trackPublications.values()].flatMap(({ track }) => track ?? []);
  return tracks.some(
    (track) => track.isUpstreamPaused && !(track instanceof LocalVideoTrack && paused.has(track)),
  );
}

/** Sends what the policy allows. A shared screen goes before the camera, and sound before both. Twice is once. */
export function applyUp(room: Room, { up, audioKbps, packetMs, givenUp }: Policy): void {
  const { localParticipant: me } = room;
  const screen = videoOf(me, Track.Source.ScreenShare);
  const camera = videoOf(me, Track.Source.Camera);
  if (screen) limit(screen, up);
  if (camera) limit(camera, screen && up !== "high" ? stepped(up, -1) : up);
  if (givenUp === "effect" && !rested.has(room)) rest(room);
  const sender = me.getTrackPublication(Track.Source.Microphone)?.track?.sender;
  if (sender) void speak(sender, audioKbps * 1000).catch(() => {});
  if (sender) void packSound(room, packetMs).catch(() => {});
}

function rest(room: Room): void {
  rested.add(room);
  restEffect();
}

function videoOf(me: Room["localParticipant"], source: Track.Source): LocalVideoTrack | undefined {
  const publication = me.getTrackPublication(source);
  return publication && !publication.isMuted ? publication.videoTrack : undefined;
}

function limit(track: LocalVideoTrack, level: Level): void {
  if (level === "none") return pause(track);
  if (paused.delete(track)) void track.resumeUpstream().catch(() => {});
  capLayers(track, level);
}

/** Others are told that the camera rests, as if it were off; here it stays on. */
function pause(track: LocalVideoTrack): void {
  if (!paused.has(track)) capLayers(track, "low");
  paused.add(track);
  void track.pauseUpstream().catch(() => {});
  // Another camera, or the same one turned on again, is put into the sender by LiveKit whether it is paused or not.
  if (track.sender?.track && track.isUpstreamPaused) void track.sender.replaceTrack(null).catch(() => {});
}

async function speak(sender: RTCRtpSender, maxBitrate: number): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding || encoding.maxBitrate === maxBitrate) return;
  encoding.maxBitrate = maxBitrate;
  await sender.setParameters(parameters);
}
