import { type SQL, sql } from "drizzle-orm";
import type { Person } from "../auth/contract";
import { config } from "../config";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import type { BesideRole } from "./beside";
import type { CarriedLayout } from "../layout/contract";
import type {
  AdmissionState,
  CallState,
  EndReason,
  FailureStage,
  MediaKind,
  ParticipantState,
  RingState,
  StopReason,
} from "./contract";
import { faceColumns, facesOfParts } from "./whose";

/** How long a call that has ended stays in the picture, so that a device can say why, in ms. */
const ENDED_MS = 30_000;

type ParticipantRow = {
  callId: string;
  participantId: string;
  /** Of a guest their own id. */
  userId: string;
  isGuest: boolean;
  handle: string;
  name: string;
  pictureUrl: string | null;
  isCaller: boolean;
  isSilenced: boolean;
  isQuiet: boolean;
  /** With which tone whoever rings this person rings; null for the usual one. */
  tone: string | null;
  isHeld: boolean;
  /** Who rang this person; null for the caller. */
  rungBy: string | null;
  /** How long the person's part is over, in ms; null while it is not. */
  endedMsAgo: number | null;
  message: string | null;
  state: ParticipantState;
  ringMsLeft: number | null;
  admissionId: string | null;
  admissionState: AdmissionState | null;
  deviceId: string | null;
  deviceName: string | null;
  carriesMicrophone: boolean | null;
  carriesCamera: boolean | null;
  carriesLayout: CarriedLayout | null;
  callState: CallState;
  meetingId: string | null;
  media: MediaKind;
  isEncrypted: boolean;
  roomMoves: number;
  topic: string | null;
  endReason: EndReason | null;
  failedStage: FailureStage | null;
  startedAt: number;
  answeredAt: number | null;
  endsAt: number | null;
};
type RingRow = {
  callId: string;
  participantId: string;
  deviceId: string;
  deviceName: string;
  state: RingState;
  stopReason: StopReason | null;
  isAlerted: boolean;
  /** With which the device is connected while it rings; null where it is not. */
  warmAdmissionId: string | null;
  /** Time since it stopped, in ms. */
  stoppedMsAgo: number | null;
};
/** A device that is on the call beside the active one; where the person's part is over, one that was until then. */
type BesideRow = {
  callId: string;
  participantId: string;
  admissionId: string;
  deviceId: string;
  role: BesideRole;
};

export type CallPicture = {
  callId: string;
  /** The meeting of which it is a session. */
  meetingId: string | null;
  state: CallState;
  media: MediaKind;
  isEncrypted: boolean;
  roomMoves: number;
  topic: string | null;
  endReason: EndReason | null;
  /** How far the connection got of a call that ended `failed`. */
  failedStage: FailureStage | null;
  startedAt: number;
  answeredAt: number | null;
  /** When the longest time of a call is reached; null before the first answer. */
  endsAt: number | null;
  participants: (Omit<ParticipantRow, "callId" | keyof Omit<Person, "id">> & { person: Person })[];
  rings: RingRow[];
  besides: BesideRow[];
};

/**
 * The calls that these users, or guests, are part of now, or were within the last 30 s, each as a whole: three queries for any number
 * of users. The caller of this function decides what each of their devices sees of it.
 */
export async function callSnapshot(db: Connection, userIds: string[]): Promise<CallPicture[]> {
  if (userIds.length === 0) return [];
  const [participants, rings, besides] = await Promise.all([
    db.execute<ParticipantRow>(participantQuery(userIds)),
    db.execute<RingRow>(ringQuery(userIds)),
    db.execute<BesideRow>(besideQuery(userIds)),
  ]);
  const pictures = new Map<string, CallPicture>();
  for (const row of participants) {
    const picture = pictures.get(row.callId) ?? pictureOf(row);
    const { callId: _, handle, name, pictureUrl, ...rest } = row;
    picture.participants.push({ ...rest, person: { id: row.userId, handle, name, pictureUrl } });
    pictures.set(row.callId, picture);
  }
  for (const ring of rings) pictures.get(ring.callId)?.rings.push(ring);
  for (const beside of besides) pictures.get(beside.callId)?.besides.push(beside);
  return [...pictures.values()];
}

const pictureOf = (row: ParticipantRow): CallPicture => ({
  callId: row.callId,
  meetingId: row.meetingId,
  state: row.callState,
  media: row.media,
  isEncrypted: row.isEncrypted,
  roomMoves: row.roomMoves,
  topic: row.topic,
  endReason: row.endReason,
  failedStage: row.failedStage,
  startedAt: row.startedAt,
  answeredAt: row.answeredAt,
  endsAt: row.endsAt,
  participants: [],
  rings: [],
  besides: [],
});

/** Ids of the calls in the picture: those that run, also without the person, and those that ended a moment ago. */
const callsOf = (userIds: string[]): SQL => {
  const ids = sql.join(
    userIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  return sql`
    select p.call_id from call_participants p join calls c on c.id = p.call_id
    where p.user_id in (${ids}) and not p.is_silenced
      and p.state in ('ringing', 'waiting', 'connected') and c.state <> 'ended'
    union
    select p.call_id from call_participants p
    where p.user_id in (${ids}) and not p.is_silenced
      and p.ended_at > peal_now() - ${ENDED_MS} * interval '1 millisecond'
    union
    select p.call_id from call_participants p join calls c on c.id = p.call_id
    where p.user_id in (${ids}) and not p.is_silenced and c.state = 'active'
      and p.ended_at > peal_now() - ${config().PEAL_CALL_MAX_MS} * interval '1 millisecond'
    union
    select a.call_id from admissions a join call_participants p on p.id = a.participant_id join calls c on c.id = a.call_id
    where a.guest_id in (${ids}) and (c.state <> 'ended' and p.state = 'connected'
      or p.ended_at > peal_now() - ${ENDED_MS} * interval '1 millisecond')`;
};

const participantQuery = (userIds: string[]) => sql`
  select c.id as "callId", c.state as "callState", c.meeting_id as "meetingId", c.media, c.is_encrypted as "isEncrypted", coalesce(cr.moves, 0) as "roomMoves", c.topic, c.end_reason as "endReason", c.failed_stage as "failedStage",
    ${epochMs(sql`c.started_at`)} as "startedAt", ${epochMs(sql`c.answered_at`)} as "answeredAt",
    ${epochMs(sql`(c.answered_at + ${config().PEAL_CALL_MAX_MS} * interval '1 millisecond')`)} as "endsAt",
    p.id as "participantId", coalesce(p.user_id, p.guest_id) as "userId", p.guest_id is not null as "isGuest", p.is_caller as "isCaller", p.is_silenced as "isSilenced", p.is_quiet as "isQuiet", k.ring_tone as "tone",
    p.held_at is not null as "isHeld", p.rung_by as "rungBy", ${epochMs(sql`(peal_now() - p.ended_at)`)} as "endedMsAgo",
    p.decline_message as "message", p.state,
    ${epochMs(sql`(p.ring_expires_at - peal_now())`)} as "ringMsLeft",
    ${faceColumns},
    a.id as "admissionId", a.state as "admissionState", coalesce(a.device_id, a.guest_id) as "deviceId", d.name as "deviceName",
    p.carries_microphone as "carriesMicrophone", p.carries_camera as "carriesCamera", p.carries_layout as "carriesLayout"
  from calls c
  join call_participants p on p.call_id = c.id
  ${facesOfParts}
  left join call_rooms cr on cr.call_id = c.id
  left join contacts k on k.user_id = p.user_id and k.contact_id = coalesce(p.rung_by, c.started_by)
  left join admissions a on a.id = p.active_admission_id
  left join user_devices d on d.id = a.device_id
  where c.id in (${callsOf(userIds)})
  order by c.started_at, p.is_caller desc, p.id`;

const ringQuery = (userIds: string[]) => sql`
  select r.call_id as "callId", r.participant_id as "participantId", r.device_id as "deviceId", d.name as "deviceName",
    r.state, r.stop_reason as "stopReason", r.alerted_at is not null as "isAlerted", a.id as "warmAdmissionId",
    ${epochMs(sql`(peal_now() - r.stopped_at)`)} as "stoppedMsAgo"
  from call_rings r
  join user_devices d on d.id = r.device_id
  left join admissions a on a.participant_id = r.participant_id and a.device_id = r.device_id and a.state = 'ringing'
  where r.call_id in (${callsOf(userIds)})`;

const besideQuery = (userIds: string[]) => sql`
  select a.call_id as "callId", a.participant_id as "participantId", a.id as "admissionId", a.device_id as "deviceId", a.role
  from admissions a join call_participants p on p.id = a.participant_id
  where a.call_id in (${callsOf(userIds)}) and a.role <> 'active'
    and (a.state in ('admitted', 'joined', 'gone') or (p.state <> 'connected' and a.gone_at >= p.ended_at))
  order by a.created_at, a.id`;
