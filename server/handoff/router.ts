import { callProcedure, userProcedure } from "../auth";
import { callInput } from "../calls/contract";
import { router } from "../rpc";
import { accompanyCall } from "./accompany";
import { askToMove } from "./ask";
import { cancelMove } from "./cancel";
import { carry } from "./carry";
import { accompanyInput, askInput, carryInput, declineMoveInput, seenInput, takeInput } from "./contract";
import { declineMove } from "./decline";
import { seen } from "./seen";
import { takeCall } from "./take";
import { warmMove } from "./warm";

export const handoffRouter = router({
  ask: userProcedure.input(askInput).mutation(({ ctx, input }) => askToMove(ctx.db, ctx.actor, input)),
  cancel: userProcedure.input(callInput).mutation(({ ctx, input }) => cancelMove(ctx.db, ctx.actor, input)),
  decline: userProcedure
    .input(declineMoveInput)
    .mutation(({ ctx, input }) => declineMove(ctx.db, ctx.actor, input)),
  take: userProcedure.input(takeInput).mutation(({ ctx, input }) => takeCall(ctx.db, ctx.actor, input)),
  warm: userProcedure.input(takeInput).mutation(({ ctx, input }) => warmMove(ctx.db, ctx.actor, input)),
  seen: userProcedure.input(seenInput).mutation(({ ctx, input }) => seen(ctx.db, ctx.actor, input)),
  accompany: userProcedure
    .input(accompanyInput)
    .mutation(({ ctx, input }) => accompanyCall(ctx.db, ctx.actor, input)),
  carry: callProcedure.input(carryInput).mutation(({ ctx, input }) => carry(ctx.db, ctx.actor, input)),
});
