import { z } from "zod";
import { answerInput, callInput, declineInput, startInput } from "../../calls/contract";
import { refuse } from "../../errors";
import { runningCalls, shownEntry } from "../calls";
import { connectionOf } from "../connect";
import { pageInput, pageOf, readCursor, writeCursor } from "../pages";
import { route } from "../route";
import { call, callDetail, connection, started } from "../shapes";

const place = z.object({ startedAt: z.number(), id: z.uuid() });
const ENCRYPTED =
  'Encrypted calls: the API hands out the way to the room and relays what is encrypted; it has no keys. A program that wants to hear or be heard has to take part in the agreement of keys, which needs a device that the person has confirmed; without it others see "Cannot be read".';

export const callRoutes = [
  route({
    method: "POST",
    path: "/calls",
    id: "startCall",
    tag: "calls",
    summary: "Call people",
    description: `Every device of theirs rings. ${ENCRYPTED} With \`is_encrypted: false\` nobody on the call is encrypted, and everybody sees that.`,
    scope: "calls:write",
    input: z.object({
      people: z.array(z.uuid()).min(1).max(100).describe("Ids of users."),
      media: startInput.shape.media,
      topic: startInput.shape.topic,
      isEncrypted: startInput.shape.isEncrypted,
    }),
    output: started,
    status: 201,
    takesKey: true,
    problems: [
      "is_yourself",
      "person_not_found",
      "you_blocked_them",
      "too_many_people",
      "on_another_call",
      "cannot_encrypt",
      "met_open_call",
      "key_expired",
      "key_reused",
      "call_over",
      "media_unavailable",
    ],
    run: async (asked, input) => {
      const begun = await asked.api.calls.start({ ...input, idempotencyKey: asked.key });
      const { callId: id, deduplicated } = begun;
      return { id, deduplicated, connection: begun.isOver ? null : await connectionOf(asked, begun) };
    },
  }),
  route({
    method: "GET",
    path: "/calls",
    id: "listCalls",
    tag: "calls",
    summary: "Your calls: those that run, then those that were, newest first",
    scope: "calls:read",
    input: pageInput,
    output: pageOf(call),
    status: 200,
    problems: [],
    run: async ({ api }, { limit, cursor }) => {
      const from = cursor === undefined ? undefined : readCursor(cursor, place);
      const running = runningCalls(await api.live.state());
      const { entries, nextCursor } = await api.history.list({ limit, cursor: from });
      const isRunning = new Set(running.map(({ id }) => id));
      const past = entries.filter(({ callId }) => !isRunning.has(callId)).map(shownEntry);
      return {
        items: from ? past : [...running, ...past],
        nextCursor: nextCursor && writeCursor(nextCursor),
      };
    },
  }),
  route({
    method: "GET",
    path: "/calls/{call_id}",
    id: "getCall",
    tag: "calls",
    summary: "One call",
    scope: "calls:read",
    input: callInput,
    output: callDetail,
    status: 200,
    problems: ["not_found"],
    run: async ({ api }, { callId }) => {
      const state = await api.live.state();
      const running = runningCalls(state).find(({ id }) => id === callId);
      const participants = state.call?.callId === callId ? state.call.participants : null;
      if (running) return { ...running, participants };
      const { entries } = await api.history.list({ callId, limit: 1 });
      const [entry] = entries;
      return entry ? { ...shownEntry(entry), participants: null } : refuse({ code: "not_found" });
    },
  }),
  route({
    method: "POST",
    path: "/calls/{call_id}/answer",
    id: "answerCall",
    tag: "calls",
    summary: "Answer a call here",
    description: `The first device of a person wins; again on the winner it gives a fresh token. ${ENCRYPTED}`,
    scope: "calls:write",
    input: callInput.extend({ otherCall: answerInput.shape.otherCall }),
    output: connection,
    status: 200,
    problems: [
      "not_found",
      "already_answered",
      "call_over",
      "not_ringing",
      "on_another_call",
      "on_another_device",
      "media_unavailable",
    ],
    run: async (asked, input) => await connectionOf(asked, await asked.api.calls.answer(input)),
  }),
  route({
    method: "POST",
    path: "/calls/{call_id}/decline",
    id: "declineCall",
    tag: "calls",
    summary: "Decline a call, on all your devices",
    scope: "calls:write",
    input: declineInput,
    output: null,
    status: 204,
    problems: ["not_found"],
    run: ({ api }, input) => api.calls.decline(input),
  }),
  route({
    method: "POST",
    path: "/calls/{call_id}/end",
    id: "endCall",
    tag: "calls",
    summary: "Leave a call, or cancel the one that you started",
    description:
      "A call in which one person is left is over. A call that is on another device of yours goes on there.",
    scope: "calls:write",
    input: callInput,
    output: null,
    status: 204,
    problems: ["not_found"],
    run: ({ api }, input) => api.calls.leave(input),
  }),
  route({
    method: "POST",
    path: "/calls/{call_id}/handoff",
    id: "handOffCall",
    tag: "calls",
    summary: "Move a running call to another device of yours",
    description:
      "With `device_id`, from the device that is on the call: asks that one to continue. Without it: continues here, with a connection. The call moves once somebody else on it has seen this device.",
    scope: "calls:write",
    input: callInput.extend({ deviceId: z.uuid().optional() }),
    output: z.object({ connection: connection.nullable() }),
    status: 200,
    problems: [
      "not_found",
      "already_moving",
      "already_here",
      "on_another_call",
      "not_on_call",
      "call_over",
      "too_many_devices",
      "media_unavailable",
    ],
    run: async (asked, { callId, deviceId }) => {
      if (deviceId === undefined)
        return { connection: await connectionOf(asked, await asked.api.handoff.take({ callId })) };
      await asked.api.handoff.ask({ callId, deviceId });
      return { connection: null };
    },
  }),
];
