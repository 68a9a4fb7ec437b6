import { z } from "zod";
import { database } from "../db";
import { createRoom, deleteRoom, muteMicrophone, removeParticipant } from "../media";
import { sendOff } from "./arrivals";
import { followRole } from "./follow-role";
import { travellersOf } from "./travellers";
import { coolAdmission } from "./warm-beside";

const room = z.object({ callId: z.uuid() });
const admission = z.object({ callId: z.uuid(), admissionId: z.uuid() });

/** Side effects at the SFU after a commit. Each may run twice. */
export const callJobs = {
  "calls.open_room": async (payload: unknown) => {
    const { callId } = room.parse(payload);
    await createRoom(callId, () => travellersOf(database(), callId));
  },
  "calls.close_room": async (payload: unknown) => await deleteRoom(room.parse(payload).callId),
  "calls.remove_admission": async (payload: unknown) => {
    const { callId, admissionId } = admission.parse(payload);
    await removeParticipant(callId, admissionId);
  },
  "calls.cool": async (payload: unknown) =>
    await database().transaction(async (tx) => await coolAdmission(tx, admission.parse(payload))),
  "calls.send_off": async (payload: unknown) => await sendOff(database(), admission.parse(payload)),
  "calls.mute": async (payload: unknown) => {
    const { callId, admissionId } = admission.parse(payload);
    await muteMicrophone(callId, admissionId);
  },
  "calls.follow_role": async (payload: unknown) => await followRole(database(), admission.parse(payload)),
};
