import { userProcedure } from "../auth";
import { router } from "../rpc";
import { answerLater } from "./answer-later";
import { cancelCallback } from "./cancel";
import { callbackInput, laterInput, reminderInput } from "./contract";
import { dismissReminder, remindMe } from "./remind";

export const callbacksRouter = router({
  answerLater: userProcedure
    .input(laterInput)
    .mutation(({ ctx, input }) => answerLater(ctx.db, ctx.actor, input)),
  cancel: userProcedure
    .input(callbackInput)
    .mutation(({ ctx, input }) => cancelCallback(ctx.db, ctx.actor, input)),
  remindMe: userProcedure.input(laterInput).mutation(({ ctx, input }) => remindMe(ctx.db, ctx.actor, input)),
  dismissReminder: userProcedure
    .input(reminderInput)
    .mutation(({ ctx, input }) => dismissReminder(ctx.db, ctx.actor, input)),
});
