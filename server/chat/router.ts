import { callProcedure } from "../auth";
import { router } from "../rpc";
import { handInput, lowerInput, sendInput, sinceInput } from "./contract";
import { lowerHand, raiseHand } from "./hands";
import { sendMessage } from "./send";
import { messagesSince } from "./since";

export const chatRouter = router({
  send: callProcedure.input(sendInput).mutation(({ ctx, input }) => sendMessage(ctx.db, ctx.actor, input)),
  since: callProcedure.input(sinceInput).query(({ ctx, input }) => messagesSince(ctx.db, ctx.actor, input)),
  raise: callProcedure
    .input(handInput)
    .mutation(({ ctx, input }) => raiseHand(ctx.db, ctx.actor, input.callId)),
  lower: callProcedure.input(lowerInput).mutation(({ ctx, input }) => lowerHand(ctx.db, ctx.actor, input)),
});
