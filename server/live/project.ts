import { createHash } from "node:crypto";
import type { Later } from "../callbacks";
import type { CallPicture } from "../calls";
import type { ShownMove } from "../handoff";
import type { SessionView } from "../meetings";
import type {
  Elsewhere,
  HeldCall,
  Incoming,
  JoinableCall,
  LiveCall,
  LiveMeeting,
  LiveState,
  Move,
  Stopped,
} from "./contract";

/** How long a device says why it stopped ringing, in ms. */
const STOPPED_MS = 10_000;

/** How long a device shows a call that it is no longer in, in ms. */
const ENDED_MS = 30_000;

type Part = CallPicture["participants"][number];
type Device = { userId: string; deviceId: string };
type Counters = LiveState["counters"];

/** What one device sees of the calls that its person is part of. Pure: the same picture gives the same state. */
export function projectState(
  device: Device,
  pictures: CallPicture[],
  sessions: ReadonlyMap<string, SessionView>,
  moves: ShownMove[],
  counters: Counters,
  later: Later,
  door: Pick<LiveState, "knocks" | "entries">,
  talks: LiveState["talks"],
  serverNow: number,
): LiveState {
  const mine = pictures.filter((picture) => ownPart(picture, device.userId));
  const content = {
    deviceId: device.deviceId,
    userId: device.userId,
    incoming: mine.flatMap((picture) => incomingOf(picture, device)),
    stopped: mine.flatMap((picture) => stoppedOf(picture, device)),
    call: callOf(mine, sessions, moves, device),
    held: mine.flatMap((picture) => heldOf(picture, device)),
    joinable: mine.flatMap((picture) => joinableOf(picture, device)),
    elsewhere: mine.flatMap((picture) => elsewhereOf(picture, moves, device)),
    ...later,
    ...door,
    talks,
    counters,
  };
  return { version: versionOf(content), serverNow, ...content };
}

const ownPart = (picture: CallPicture, userId: string) =>
  picture.participants.find((participant) => participant.userId === userId && !participant.isSilenced);

/** Who rang this person: whoever added them or rang them again, else the caller. */
function ringerOf(picture: CallPicture, me: Part) {
  const others = picture.participants.filter((one) => one !== me);
  return others.find((one) => one.userId === me.rungBy) ?? others.find((one) => one.isCaller) ?? others[0];
}

function ringOf(picture: CallPicture, device: Device) {
  const me = ownPart(picture, device.userId);
  return picture.rings.find(
    (ring) => ring.participantId === me?.participantId && ring.deviceId === device.deviceId,
  );
}

function incomingOf(picture: CallPicture, device: Device): Incoming[] {
  const me = ownPart(picture, device.userId);
  const ringer = me && ringerOf(picture, me);
  if (!me || !ringer || picture.state === "ended") return [];
  if (me.state !== "ringing" && me.state !== "waiting") return [];
  if (ringOf(picture, device)?.state !== "ringing" || (me.ringMsLeft ?? 0) <= 0) return [];
  const others = picture.participants.filter((one) => one !== me && one !== ringer).map((one) => one.person);
  return [
    {
      callId: picture.callId,
      media: picture.media,
      isEncrypted: picture.isEncrypted,
      from: ringer.person,
      fromParticipantId: ringer.participantId,
      others,
      topic: picture.topic,
      isRunning: picture.state === "active",
      isQuiet: me.isQuiet,
      tone: me.tone,
      ringMsLeft: me.ringMsLeft ?? 0,
      isWaiting: me.state === "waiting",
    },
  ];
}

function stoppedOf(picture: CallPicture, device: Device): Stopped[] {
  const ring = ringOf(picture, device);
  const me = ownPart(picture, device.userId);
  const ringer = me && ringerOf(picture, me);
  if (!ring || !ringer || ring.state !== "stopped" || !ring.stopReason) return [];
  if ((ring.stoppedMsAgo ?? STOPPED_MS) >= STOPPED_MS) return [];
  const winner = picture.rings.find(
    (one) => one.participantId === ring.participantId && one.state === "answered",
  );
  const deviceName = winner?.deviceName ?? null;
  return [{ callId: picture.callId, from: ringer.person, reason: ring.stopReason, deviceName }];
}

/** The device's place on a call beside the active one. */
function besideOf(picture: CallPicture, device: Device) {
  const me = ownPart(picture, device.userId);
  return picture.besides.find(
    (one) => one.participantId === me?.participantId && one.deviceId === device.deviceId,
  );
}

/** The call of this device: the one that it is in, or beside, else the one that it was in last, for 30 s. */
function pictureOf(pictures: CallPicture[], device: Device): CallPicture | undefined {
  const here = pictures.flatMap((picture) => {
    const me = ownPart(picture, device.userId);
    const isActive = me?.deviceId === device.deviceId;
    const isThere = isActive ? !isHeld(picture, me) : besideOf(picture, device) !== undefined;
    return me && isThere ? [{ picture, me, isActive }] : [];
  });
  const running = here.filter(({ picture, me }) => picture.state !== "ended" && me.state === "connected");
  const gone = here
    .filter(({ me }) => me.endedMsAgo !== null && me.endedMsAgo < ENDED_MS)
    .toSorted((a, b) => (a.me.endedMsAgo ?? 0) - (b.me.endedMsAgo ?? 0));
  const current = running.findLast((one) => one.isActive) ?? running.at(-1) ?? gone[0];
  return current?.picture;
}

const isHeld = (picture: CallPicture, me: Part) =>
  me.isHeld && me.state === "connected" && picture.state !== "ended";

/** The newest move of this person's part in a call that is to be seen. */
function moveOf(moves: ShownMove[], picture: CallPicture, { userId }: Device): Move | null {
  const shown = moves.find((move) => move.callId === picture.callId && move.userId === userId);
  if (!shown) return null;
  const { moveId, deviceId, deviceName, state, reason } = shown;
  return { moveId, deviceId, deviceName, state, reason };
}

/** A session's meeting as one who is in it sees it. */
function meetingOf(picture: CallPicture, me: Part, session: SessionView | undefined): LiveMeeting | null {
  const mine = session?.people.get(me.participantId);
  if (!picture.meetingId || !session || !mine || picture.state === "ended") return null;
  const { recording: _, waitingRoom: __, ...allowed } = session.settings;
  const { isLocked, spotlight } = session;
  const { role, rights, word } = mine;
  return { meetingId: picture.meetingId, role, rights, allowed, isLocked, spotlight, word };
}

function callOf(
  pictures: CallPicture[],
  sessions: ReadonlyMap<string, SessionView>,
  moves: ShownMove[],
  device: Device,
): LiveCall | null {
  const picture = pictureOf(pictures, device);
  const me = picture && ownPart(picture, device.userId);
  if (!picture || !me) return null;
  const session = sessions.get(picture.callId);
  const beside = me.deviceId === device.deviceId ? undefined : besideOf(picture, device);
  return {
    callId: picture.callId,
    meetingId: picture.meetingId,
    meeting: me.state === "connected" ? meetingOf(picture, me, session) : null,
    state: picture.state,
    media: picture.media,
    isEncrypted: picture.isEncrypted,
    roomMoves: picture.roomMoves,
    topic: picture.topic,
    admissionId: me.state === "connected" ? (beside?.admissionId ?? me.admissionId) : null,
    role: beside?.role ?? "active",
    move: moveOf(moves, picture, device),
    ringingDevices: picture.rings.filter((ring) => ring.state === "ringing" && ring.isAlerted).length,
    ringingAdmissions: ringingAdmissionsOf(picture, me),
    startedAt: picture.startedAt,
    answeredAt: picture.answeredAt,
    endsAt: picture.endsAt,
    endReason: picture.endReason,
    failedStage: picture.failedStage,
    participants: picture.participants.map((one) => ({
      participantId: one.participantId,
      person: one.person,
      isCaller: one.isCaller,
      isMe: one === me,
      isGuest: one.isGuest,
      meetingRole: session?.people.get(one.participantId)?.role ?? null,
      isCameraStopped: session?.people.get(one.participantId)?.isCameraStopped ?? false,
      state: one.state,
      admissionId: one.state === "connected" ? one.admissionId : null,
      besides: one.state === "connected" ? besidesOf(picture, one) : [],
      isPresent: one.state === "connected" && one.admissionState !== "gone",
      isHeld: one.isHeld,
      ringingDevices: ringingDevicesOf(picture, one.participantId),
      // For whom it was meant: who rang, and the caller.
      message: me.isCaller || me === one || one.rungBy === me.userId ? one.message : null,
    })),
  };
}

const besidesOf = (picture: CallPicture, { participantId }: Part) =>
  picture.besides
    .filter((beside) => beside.participantId === participantId)
    .map(({ admissionId, role }) => ({ admissionId, role }));

const ringingDevicesOf = (picture: CallPicture, participantId: string) =>
  picture.rings.filter(
    (ring) => ring.participantId === participantId && ring.state === "ringing" && ring.isAlerted,
  ).length;

function ringingAdmissionsOf(picture: CallPicture, me: Part): string[] {
  if (!me.isCaller || picture.state !== "ringing") return [];
  const others = picture.rings.filter((ring) => ring.participantId !== me.participantId);
  return others.flatMap((ring) => ring.warmAdmissionId ?? []).toSorted();
}

function heldOf(picture: CallPicture, device: Device): HeldCall[] {
  const me = ownPart(picture, device.userId);
  if (!me?.admissionId || !isHeld(picture, me) || me.deviceId !== device.deviceId) return [];
  const people = picture.participants.filter((one) => one !== me).map((one) => one.person);
  const { callId, media, isEncrypted, answeredAt } = picture;
  return [{ callId, media, isEncrypted, admissionId: me.admissionId, people, answeredAt }];
}

/** A call that runs without the person, who may go in: not one that still rings, and not one that nobody is on. */
function joinableOf(picture: CallPicture, device: Device): JoinableCall[] {
  const me = ownPart(picture, device.userId);
  const isGone = me && ["left", "declined", "missed", "busy"].includes(me.state);
  const people = picture.participants.filter((one) => one.state === "connected").map((one) => one.person);
  // Into a meeting one goes by its own door.
  if (!isGone || picture.meetingId || picture.state !== "active" || people.length === 0) return [];
  const { callId, media, isEncrypted, topic } = picture;
  return [{ callId, media, isEncrypted, topic, people }];
}

function elsewhereOf(picture: CallPicture, moves: ShownMove[], device: Device): Elsewhere[] {
  const me = ownPart(picture, device.userId);
  if (!me || picture.state === "ended" || me.state !== "connected") return [];
  if (!me.deviceName || me.deviceId === device.deviceId) return [];
  const people = picture.participants.filter((one) => one !== me).map((one) => one.person);
  const { callId, media, isEncrypted, answeredAt } = picture;
  const { deviceName, deviceId } = me;
  const carried = { microphone: me.carriesMicrophone ?? true, camera: me.carriesCamera ?? media === "video" };
  const move = moveOf(moves, picture, device);
  return [
    {
      callId,
      media,
      isEncrypted,
      deviceId: deviceId ?? "",
      deviceName,
      people,
      answeredAt,
      carried,
      layout: me.carriesLayout,
      move,
    },
  ];
}

/** Equal for states that look the same: the time left to ring is drawn by the device from the first one. */
function versionOf(content: Omit<LiveState, "version" | "serverNow">): string {
  return createHash("sha256")
    .update(JSON.stringify(content, (key, value) => (key === "ringMsLeft" ? undefined : value)))
    .digest("base64url")
    .slice(0, 16);
}
