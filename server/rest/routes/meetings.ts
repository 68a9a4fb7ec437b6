import { z } from "zod";
import { config } from "../../config";
import { listParticipants } from "../../meetings";
import {
  createInput,
  editInput,
  inSessionInput,
  type MeetingDetail,
  meetingIdInput,
  meetingSettings,
  SLUG,
} from "../../meetings/contract";
import { connectionOf } from "../connect";
import { cut, pageInput, pageOf } from "../pages";
import { type Asked, route } from "../route";
import { createdMeeting, joined, meeting, meetingDetail, meetingPerson, settings } from "../shapes";

const meetingId = z.object({ meetingId: z.uuid() });
/** What is left out stays, or is as usual. */
const someSettings = z.object({
  ...Object.fromEntries(Object.keys(meetingSettings.shape).map((name) => [name, z.boolean().optional()])),
  mostPeople: settings.shape.mostPeople.unwrap().optional(),
});
const writable = {
  topic: z.optional(createInput.shape.topic.def.innerType),
  times: createInput.shape.times,
  settings: someSettings.optional(),
};

const shown = <One extends { meetingId: string; slug: string }>(one: One) => ({
  ...one,
  id: one.meetingId,
  link: new URL(`/${one.slug}`, config().PEAL_URL).href,
});

function shownDetail({ host, ...detail }: MeetingDetail) {
  return {
    ...shown(detail),
    isEncrypted: host?.isEncrypted ?? null,
    hasPassword: host?.hasPassword ?? null,
    settings: host && { ...host.settings, mostPeople: host.mostPeople },
    invitees: host?.invitees ?? null,
  };
}

const detailOf = async ({ api }: Asked, id: string) => shownDetail(await api.meetings.get({ meetingId: id }));

export const meetingRoutes = [
  route({
    method: "POST",
    path: "/meetings",
    id: "createMeeting",
    tag: "meetings",
    summary: "Create a meeting, at once or for a time",
    description:
      "A repeat with the same `Idempotency-Key` answers the same meeting, with a new `host_link` in the place of the one before. The link has no secret of the end-to-end encryption: that is made in a host's browser, which offers a new link for it.",
    scope: "meetings:write",
    input: z.object({
      ...writable,
      password: createInput.shape.password,
      isEncrypted: createInput.shape.isEncrypted,
      invitees: createInput.shape.invitees,
    }),
    output: createdMeeting,
    status: 201,
    takesKey: true,
    problems: ["meeting_in_past"],
    run: async (asked, { settings: wanted, ...input }) => {
      const { mostPeople, ...rest } = wanted ?? {};
      const made = await asked.api.meetings.create({
        ...input,
        meetingId: asked.key,
        settings: meetingSettings.parse(rest),
        mostPeople,
      });
      const { slug, hostSecret } = await asked.api.meetings.newHostLink({ meetingId: made.meetingId });
      const hostLink = new URL(`/${slug}#h=${hostSecret}`, config().PEAL_URL).href;
      return { ...(await detailOf(asked, made.meetingId)), hostLink };
    },
  }),
  route({
    method: "GET",
    path: "/meetings",
    id: "listMeetings",
    tag: "meetings",
    summary: "Your meetings and those to which you are invited: what comes first, then what is over",
    scope: "meetings:read",
    input: pageInput,
    output: pageOf(meeting),
    status: 200,
    problems: [],
    run: async ({ api }, page) => {
      const { upcoming, past } = await api.meetings.list();
      return cut([...upcoming, ...past].map(shown), page);
    },
  }),
  route({
    method: "GET",
    path: "/meetings/{meeting_id}",
    id: "getMeeting",
    tag: "meetings",
    summary: "One meeting, for its hosts and who is invited",
    scope: "meetings:read",
    input: meetingId,
    output: meetingDetail,
    status: 200,
    problems: ["not_found"],
    run: (asked, input) => detailOf(asked, input.meetingId),
  }),
  route({
    method: "PATCH",
    path: "/meetings/{meeting_id}",
    id: "updateMeeting",
    tag: "meetings",
    summary: "Change a meeting; what is left out stays",
    description:
      "Who is invited is told of a new topic and new times. With `sequence`, only if nobody changed it since.",
    scope: "meetings:write",
    input: z.object({
      ...meetingId.shape,
      ...writable,
      password: editInput.shape.password,
      invitees: editInput.shape.invitees,
      sequence: z.optional(editInput.shape.sequence),
    }),
    output: meetingDetail,
    status: 200,
    problems: ["not_found", "not_host", "meeting_cancelled", "meeting_changed", "meeting_in_past"],
    run: async (asked, { settings: wanted, ...input }) => {
      const { host, topic, sequence } = await asked.api.meetings.get({ meetingId: input.meetingId });
      const { mostPeople = host?.mostPeople, ...rest } = wanted ?? {};
      await asked.api.meetings.edit({
        topic,
        sequence,
        ...input,
        mostPeople,
        settings: { ...meetingSettings.parse(host?.settings ?? {}), ...rest },
      });
      return await detailOf(asked, input.meetingId);
    },
  }),
  route({
    method: "DELETE",
    path: "/meetings/{meeting_id}",
    id: "cancelMeeting",
    tag: "meetings",
    summary: "Cancel a meeting; who is invited is told",
    scope: "meetings:write",
    input: meetingId,
    output: null,
    status: 204,
    problems: ["not_found", "not_host"],
    run: ({ api }, input) => api.meetings.cancel(input),
  }),
  route({
    method: "POST",
    path: "/meetings/{meeting_id}/join",
    id: "joinMeeting",
    tag: "meetings",
    summary: "Go into a meeting, or ask to be let in",
    description:
      "By the meeting's id or the letters of its link. `waiting`: join again, at least every 30 s, until a host has decided; nothing of the meeting is told before. The LiveKit token is good for 90 s; join again for another.",
    scope: "meetings:write",
    input: z.object({
      meetingId: z.union([z.uuid(), z.string().regex(SLUG)]),
      password: z.string().max(256).optional(),
    }),
    output: joined,
    status: 200,
    problems: [
      "not_found",
      "meeting_cancelled",
      "link_expired",
      "meeting_password_needed",
      "wrong_meeting_password",
      "denied_by_host",
      "removed_by_host",
      "meeting_locked",
      "meeting_full",
      "on_another_call",
      "on_another_device",
      "media_unavailable",
    ],
    run: async (asked, { meetingId: which, password }) => {
      const slug = SLUG.test(which) ? which : (await asked.api.meetings.get({ meetingId: which })).slug;
      const entered = await asked.api.door.enter({ slug, password });
      if (entered.state === "waiting") return { status: "waiting" as const };
      const { meetingId: id } = await asked.api.door.look({ slug });
      const [way, participants] = await Promise.all([
        connectionOf(asked, entered),
        listParticipants(asked.db, asked.actor, id),
      ]);
      return { status: "admitted" as const, ...way, isMuted: entered.isMuted, participants };
    },
  }),
  route({
    method: "GET",
    path: "/meetings/{meeting_id}/participants",
    id: "listParticipants",
    tag: "meetings",
    summary: "Who is in a meeting now, for its hosts and who is in it",
    scope: "meetings:read",
    input: z.object({ ...meetingIdInput.shape, ...pageInput.shape }),
    output: pageOf(meetingPerson),
    status: 200,
    problems: ["not_found", "not_host"],
    run: async ({ db, actor }, { meetingId: id, ...page }) => {
      const all = await listParticipants(db, actor, id);
      return cut(
        all.map((one) => ({ ...one, id: one.participantId })),
        page,
      );
    },
  }),
  route({
    method: "DELETE",
    path: "/meetings/{meeting_id}/participants/{participant_id}",
    id: "removeParticipant",
    tag: "meetings",
    summary: "Put somebody out of a meeting for good",
    scope: "meetings:write",
    input: z.object(inSessionInput.shape),
    output: null,
    status: 204,
    problems: ["not_found", "not_host", "is_host", "is_yourself"],
    run: ({ api }, input) => api.host.remove(input),
  }),
];
