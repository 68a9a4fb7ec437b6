import { actorOf, userProcedure } from "../auth";
import { publicProcedure, router } from "../rpc";
import { inviteIdInput, inviteTokenInput } from "./contract";
import { acceptInvite } from "./invite-accept";
import { createInvite } from "./invite-create";
import { lookAtInvite } from "./invite-look";
import { listInvites, revokeInvite } from "./invite-revoke";

export const invitesRouter = router({
  list: userProcedure.query(({ ctx }) => listInvites(ctx.db, ctx.actor)),
  create: userProcedure.mutation(({ ctx }) => createInvite(ctx.db, ctx.actor)),
  revoke: userProcedure
    .input(inviteIdInput)
    .mutation(({ ctx, input }) => revokeInvite(ctx.db, ctx.actor, input.inviteId)),
  // For everybody: who has no account yet is to know whom it is from before making one.
  look: publicProcedure
    .input(inviteTokenInput)
    .query(async ({ ctx, input }) => lookAtInvite(ctx.db, await actorOf(ctx), input.token, ctx.address)),
  accept: userProcedure
    .input(inviteTokenInput)
    .mutation(({ ctx, input }) => acceptInvite(ctx.db, ctx.actor, input.token, ctx.address)),
});
