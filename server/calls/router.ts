import { userProcedure } from "../auth";
import { router } from "../rpc";
import { alerted } from "./alerted";
import { answerCall } from "./answer";
import { callInput, closingInput, startInput } from "./contract";
import { declineCall } from "./decline";
import { joinCall } from "./join";
import { leaveCall } from "./leave";
import { closePage } from "./seats";
import { startCall } from "./start";

export const callsRouter = router({
  start: userProcedure.input(startInput).mutation(({ ctx, input }) => startCall(ctx.db, ctx.actor, input)),
  alerted: userProcedure.input(callInput).mutation(({ ctx, input }) => alerted(ctx.db, ctx.actor, input)),
  answer: userProcedure.input(callInput).mutation(({ ctx, input }) => answerCall(ctx.db, ctx.actor, input)),
  decline: userProcedure.input(callInput).mutation(({ ctx, input }) => declineCall(ctx.db, ctx.actor, input)),
  leave: userProcedure.input(callInput).mutation(({ ctx, input }) => leaveCall(ctx.db, ctx.actor, input)),
  join: userProcedure.input(callInput).mutation(({ ctx, input }) => joinCall(ctx.db, ctx.actor, input)),
  closing: userProcedure
    .input(closingInput)
    .mutation(({ ctx, input }) => closePage(ctx.db, ctx.actor, input)),
});
