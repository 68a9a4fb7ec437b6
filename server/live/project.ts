import { createHash } from "node:crypto";
import type { CallPicture } from "../calls";
import type { Elsewhere, Incoming, LiveCall, LiveState, Stopped } from "./contract";

/** How long a device says why it stopped ringing, in ms. */
const STOPPED_MS = 10_000;

type Device = { userId: string; deviceId: string };
type Counters = LiveState["counters"];

/** What one device sees of the calls that its person is part of. Pure: the same picture gives the same state. */
export function projectState(
  device: Device,
  pictures: CallPicture[],
  counters: Counters,
  serverNow: number,
): LiveState {
  const mine = pictures.filter((picture) => ownPart(picture, device.userId));
  const content = {
    deviceId: device.deviceId,
    userId: device.userId,
    incoming: mine.flatMap((picture) => incomingOf(picture, device)),
    stopped: mine.flatMap((picture) => stoppedOf(picture, device)),
    call: callOf(mine, device),
    held: [],
    joinable: [],
    elsewhere: mine.flatMap((picture) => elsewhereOf(picture, device)),
    counters,
  };
  return { version: versionOf(content), serverNow, ...content };
}

const ownPart = (picture: CallPicture, userId: string) =>
  picture.participants.find((participant) => participant.userId === userId && !participant.isSilenced);

const callerOf = (picture: CallPicture) =>
  picture.participants.find((participant) => participant.isCaller) ?? picture.participants[0];

function ringOf(picture: CallPicture, device: Device) {
  const me = ownPart(picture, device.userId);
  return picture.rings.find(
    (ring) => ring.participantId === me?.participantId && ring.deviceId === device.deviceId,
  );
}

function incomingOf(picture: CallPicture, device: Device): Incoming[] {
  const me = ownPart(picture, device.userId);
  const caller = callerOf(picture);
  if (!me || !caller || picture.state === "ended") return [];
  if (me.state !== "ringing" && me.state !== "waiting") return [];
  if (ringOf(picture, device)?.state !== "ringing" || (me.ringMsLeft ?? 0) <= 0) return [];
  const others = picture.participants.filter((one) => one !== me && one !== caller).map((one) => one.person);
  return [
    {
      callId: picture.callId,
      media: picture.media,
      from: caller.person,
      others,
      topic: picture.topic,
      isRunning: picture.state === "active",
      isQuiet: me.isQuiet,
      tone: null,
      ringMsLeft: me.ringMsLeft ?? 0,
      isWaiting: me.state === "waiting",
    },
  ];
}

function stoppedOf(picture: CallPicture, device: Device): Stopped[] {
  const ring = ringOf(picture, device);
  const caller = callerOf(picture);
  if (!ring || !caller || ring.state !== "stopped" || !ring.stopReason) return [];
  if ((ring.stoppedMsAgo ?? STOPPED_MS) >= STOPPED_MS) return [];
  const winner = picture.rings.find(
    (one) => one.participantId === ring.participantId && one.state === "answered",
  );
  const deviceName = winner?.deviceName ?? null;
  return [{ callId: picture.callId, from: caller.person, reason: ring.stopReason, deviceName }];
}

/** The call of this device: the one that runs, else the one that ended last. */
function callOf(pictures: CallPicture[], device: Device): LiveCall | null {
  const held = pictures.filter((picture) => ownPart(picture, device.userId)?.deviceId === device.deviceId);
  const picture = held.findLast((one) => one.state !== "ended") ?? held.at(-1);
  if (!picture) return null;
  const me = ownPart(picture, device.userId);
  return {
    callId: picture.callId,
    state: picture.state,
    media: picture.media,
    topic: picture.topic,
    admissionId: me?.state === "connected" ? me.admissionId : null,
    ringingDevices: picture.rings.filter((ring) => ring.state === "ringing" && ring.isAlerted).length,
    startedAt: picture.startedAt,
    answeredAt: picture.answeredAt,
    endsAt: null,
    endReason: picture.endReason,
    participants: picture.participants.map((one) => ({
      participantId: one.participantId,
      person: one.person,
      isCaller: one.isCaller,
      isMe: one === me,
      state: one.state,
      admissionId: one.state === "connected" ? one.admissionId : null,
      isPresent: one.state === "connected" && one.admissionState !== "gone",
      isHeld: one.isHeld,
      ringingDevices: ringingDevicesOf(picture, one.participantId),
      message: one.message,
    })),
  };
}

const ringingDevicesOf = (picture: CallPicture, participantId: string) =>
  picture.rings.filter(
    (ring) => ring.participantId === participantId && ring.state === "ringing" && ring.isAlerted,
  ).length;

function elsewhereOf(picture: CallPicture, device: Device): Elsewhere[] {
  const me = ownPart(picture, device.userId);
  if (!me || picture.state === "ended" || me.state !== "connected") return [];
  if (!me.deviceName || me.deviceId === device.deviceId) return [];
  const people = picture.participants.filter((one) => one !== me).map((one) => one.person);
  return [{ callId: picture.callId, deviceName: me.deviceName, people }];
}

/** Equal for states that look the same: the time left to ring is drawn by the device from the first one. */
function versionOf(content: Omit<LiveState, "version" | "serverNow">): string {
  return createHash("sha256")
    .update(JSON.stringify(content, (key, value) => (key === "ringMsLeft" ? undefined : value)))
    .digest("base64url")
    .slice(0, 16);
}
