import { callProcedure } from "../auth";
import { router } from "../rpc";
import { handInput, lowerInput, sendInput, sinceInput, writePadInput } from "./contract";
import { lowerHand, raiseHand } from "./hands";
import { padSince } from "./pad-since";
import { sendMessage } from "./send";
import { messagesSince } from "./since";
import { writePad } from "./write-pad";

export const chatRouter = router({
  send: callProcedure.input(sendInput).mutation(({ ctx, input }) => sendMessage(ctx.db, ctx.actor, input)),
  since: callProcedure.input(sinceInput).query(({ ctx, input }) => messagesSince(ctx.db, ctx.actor, input)),
  writePad: callProcedure
    .input(writePadInput)
    .mutation(({ ctx, input }) => writePad(ctx.db, ctx.actor, input)),
  padSince: callProcedure.input(sinceInput).query(({ ctx, input }) => padSince(ctx.db, ctx.actor, input)),
  raise: callProcedure
    .input(handInput)
    .mutation(({ ctx, input }) => raiseHand(ctx.db, ctx.actor, input.callId)),
  lower: callProcedure.input(lowerInput).mutation(({ ctx, input }) => lowerHand(ctx.db, ctx.actor, input)),
});
