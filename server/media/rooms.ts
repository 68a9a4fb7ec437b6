import { RoomServiceClient, TrackSource } from "livekit-server-sdk";
import { config } from "../config";
import { refuse } from "../errors";
import { log, span } from "../telemetry";
import type { MaySend } from "./contract";
import { listNodes, type SfuNode } from "./nodes";
import { forgetPlace, type PeopleOf, placeOf } from "./place";
import { callRights, limitedTo, seenRights } from "./token";

const EMPTY_TIMEOUT_S = 120;
const DEPARTURE_TIMEOUT_S = 90;
const REQUEST_TIMEOUT_S = 5;
const RIGHTS_TIMEOUT_MS = 1_000;

const services = new Map<string, RoomServiceClient>();

/** The administration of a node. */
export function serviceOf({ url }: SfuNode): RoomServiceClient {
  const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const known = services.get(url);
  if (known) return known;
  const made = new RoomServiceClient(url, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, {
    requestTimeout: REQUEST_TIMEOUT_S,
  });
  services.set(url, made);
  return made;
}

/** The room of a call, and the administration of the node that has it. */
async function roomOf(callId: string, peopleOf?: PeopleOf) {
  const { room, node } = await placeOf(callId, peopleOf);
  return { room, service: serviceOf(node) };
}

const isGone = (error: unknown) => (error as { code?: string; status?: number })?.code === "not_found";

/**
 * Makes the call's room, or finds it: idempotent, so every path that mints a token may call it and a lost
 * room comes back. One that is not placed yet is placed near its people. Refuses with `media_unavailable` when the SFU does not answer within 5 s.
 */
export async function createRoom(callId: string, peopleOf: PeopleOf): Promise<void> {
  try {
    const { room, service } = await roomOf(callId, peopleOf);
    const wanted = { name: room, emptyTimeout: EMPTY_TIMEOUT_S, departureTimeout: DEPARTURE_TIMEOUT_S };
    await span("sfu create room", () => service.createRoom(wanted));
  } catch (error) {
    log.error({ event: "room_not_created", callId, reason: String(error) });
    refuse({ code: "media_unavailable" });
  }
}

/** Ends the room for everyone in it. A room that is gone already is no error. */
export async function deleteRoom(callId: string): Promise<void> {
  const { room, service } = await roomOf(callId);
  await service.deleteRoom(room).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
  await forgetPlace(callId);
}

/** Puts one identity out of the room. One that is gone already is no error. */
export async function removeParticipant(callId: string, admissionId: string): Promise<void> {
  const { room, service } = await roomOf(callId);
  await service.removeParticipant(room, admissionId).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/**
 * Gives a connected device the rights of a call, all of them named: what is left out would be taken away. False where it is
 * not there, or the SFU says nothing for 1 s: the device then connects with a token of its own.
 */
export async function giveRights(
  callId: string,
  admissionId: string,
  maySend: MaySend = null,
): Promise<boolean> {
  const permission = limitedTo(callRights, maySend);
  const give = async () => {
    const { room, service } = await roomOf(callId);
    await span("sfu give rights", () => service.updateParticipant(room, admissionId, { permission }));
    return true;
  };
  const isLate = new Promise<boolean>((resume) => setTimeout(() => resume(false), RIGHTS_TIMEOUT_MS).unref());
  return await Promise.race([give(), isLate]).catch((error: unknown) => {
    if (!isGone(error)) log.warn({ event: "rights_not_given", callId, reason: String(error) });
    return false;
  });
}

/** Sets what a connected device may do, whole; what it sends without the right to stops. One that is gone already is no error. */
export async function setRights(
  callId: string,
  admissionId: string,
  rights: keyof typeof seenRights,
  maySend: MaySend = null,
): Promise<void> {
  const { room, service } = await roomOf(callId);
  const permission = limitedTo(seenRights[rights], maySend);
  await service.updateParticipant(room, admissionId, { permission }).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/** Mutes what an identity sends from its microphone; only they can take that back. One that is gone or silent is no error. */
export async function muteMicrophone(callId: string, admissionId: string): Promise<void> {
  try {
    const { room, service } = await roomOf(callId);
    const { tracks } = await service.getParticipant(room, admissionId);
    for (const { sid, source, muted } of tracks)
      if (source === TrackSource.MICROPHONE && !muted)
        await service.mutePublishedTrack(room, admissionId, sid, true);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whether the SFU answers, one node of it at least: it is asked for a room that there is not. Rejects where none does. */
export async function sfuAnswers(): Promise<boolean> {
  await Promise.any(listNodes().map((node) => serviceOf(node).listRooms(["-"])));
  return true;
}

/** How many identities are connected to all rooms; the SFU counts them now and then. */
export async function countAtSfu(): Promise<number> {
  const rooms = await Promise.all(listNodes().map((node) => serviceOf(node).listRooms()));
  return rooms.flat().reduce((sum, { numParticipants }) => sum + numParticipants, 0);
}

/** Whether this identity is in the room now. */
export async function isConnected(callId: string, admissionId: string): Promise<boolean> {
  try {
    const { room, service } = await roomOf(callId);
    await service.getParticipant(room, admissionId);
    return true;
  } catch (error) {
    if (!isGone(error)) log.warn({ event: "participant_not_read", callId, reason: String(error) });
    return false;
  }
}

/** The identities connected to a room; empty when there is no such room. */
export async function listIdentities(callId: string): Promise<Set<string>> {
  try {
    const { room, service } = await roomOf(callId);
    const participants = await service.listParticipants(room);
    return new Set(participants.map((participant) => participant.identity));
  } catch (error) {
    if (isGone(error)) return new Set();
    throw error;
  }
}
