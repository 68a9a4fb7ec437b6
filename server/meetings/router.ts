import { userProcedure } from "../auth";
import { publicProcedure, router } from "../rpc";
import { cancelMeeting } from "./cancel";
import { cancelOccurrence } from "./cancel-occurrence";
import { changeOccurrence } from "./change-occurrence";
import {
  cancelOccurrenceInput,
  changeOccurrenceInput,
  createInput,
  editInput,
  hostLinkInput,
  invitationInput,
  meetingIdInput,
  personalInput,
  respondInput,
  rotateInput,
  wrapInput,
} from "./contract";
import { createMeeting } from "./create";
import { editMeeting } from "./edit";
import { endFeed, newFeed } from "./feed";
import { becomeHost, newHostLink, rotateLink, shareLinkSecret } from "./links";
import { personalRoom } from "./personal";
import { getMeeting, listMeetings } from "./queries";
import { lookAtInvitation, respond } from "./rsvp";
import { listSoon } from "./soon";

export const meetingsRouter = router({
  list: userProcedure.query(({ ctx }) => listMeetings(ctx.db, ctx.actor)),
  soon: userProcedure.query(({ ctx }) => listSoon(ctx.db, ctx.actor)),
  get: userProcedure
    .input(meetingIdInput)
    .query(({ ctx, input }) => getMeeting(ctx.db, ctx.actor, input.meetingId)),
  create: userProcedure
    .input(createInput)
    .mutation(({ ctx, input }) => createMeeting(ctx.db, ctx.actor, input)),
  personal: userProcedure
    .input(personalInput)
    .mutation(({ ctx, input }) => personalRoom(ctx.db, ctx.actor, input)),
  edit: userProcedure.input(editInput).mutation(({ ctx, input }) => editMeeting(ctx.db, ctx.actor, input)),
  cancel: userProcedure
    .input(meetingIdInput)
    .mutation(({ ctx, input }) => cancelMeeting(ctx.db, ctx.actor, input.meetingId)),
  changeOccurrence: userProcedure
    .input(changeOccurrenceInput)
    .mutation(({ ctx, input }) => changeOccurrence(ctx.db, ctx.actor, input)),
  cancelOccurrence: userProcedure
    .input(cancelOccurrenceInput)
    .mutation(({ ctx, input }) => cancelOccurrence(ctx.db, ctx.actor, input)),
  rotateLink: userProcedure
    .input(rotateInput)
    .mutation(({ ctx, input }) => rotateLink(ctx.db, ctx.actor, input)),
  newHostLink: userProcedure
    .input(meetingIdInput)
    .mutation(({ ctx, input }) => newHostLink(ctx.db, ctx.actor, input.meetingId)),
  becomeHost: userProcedure
    .input(hostLinkInput)
    .mutation(({ ctx, input }) => becomeHost(ctx.db, ctx.actor, input)),
  shareLinkSecret: userProcedure
    .input(wrapInput)
    .mutation(({ ctx, input }) => shareLinkSecret(ctx.db, ctx.actor, input)),
  newFeed: userProcedure.mutation(({ ctx }) => newFeed(ctx.db, ctx.actor)),
  endFeed: userProcedure.mutation(({ ctx }) => endFeed(ctx.db, ctx.actor)),
  // For everybody: who is invited by e-mail needs no account to answer.
  invitation: publicProcedure
    .input(invitationInput)
    .query(({ ctx, input }) => lookAtInvitation(ctx.db, input.token, ctx.address)),
  respond: publicProcedure
    .input(respondInput)
    .mutation(({ ctx, input }) => respond(ctx.db, input, ctx.address)),
});
