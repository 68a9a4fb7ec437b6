import { callProcedure, userProcedure } from "../auth";
import { router } from "../rpc";
import { addPeople } from "./add-people";
import { alerted } from "./alerted";
import { answerCall } from "./answer";
import {
  addPeopleInput,
  alertedInput,
  answerInput,
  callInput,
  closingInput,
  declineInput,
  failedInput,
  joinInput,
  ringAgainInput,
  startInput,
} from "./contract";
import { declineCall } from "./decline";
import { failCall } from "./fail";
import { holdCall, resumeCall } from "./hold";
import { joinCall } from "./join";
import { leaveCall } from "./leave";
import { ringAgain } from "./ring-again";
import { closePage } from "./seats";
import { startCall } from "./start";

export const callsRouter = router({
  start: userProcedure.input(startInput).mutation(({ ctx, input }) => startCall(ctx.db, ctx.actor, input)),
  alerted: userProcedure.input(alertedInput).mutation(({ ctx, input }) => alerted(ctx.db, ctx.actor, input)),
  answer: userProcedure.input(answerInput).mutation(({ ctx, input }) => answerCall(ctx.db, ctx.actor, input)),
  decline: userProcedure
    .input(declineInput)
    .mutation(({ ctx, input }) => declineCall(ctx.db, ctx.actor, input)),
  leave: callProcedure.input(callInput).mutation(({ ctx, input }) => leaveCall(ctx.db, ctx.actor, input)),
  join: callProcedure.input(joinInput).mutation(({ ctx, input }) => joinCall(ctx.db, ctx.actor, input)),
  hold: userProcedure.input(callInput).mutation(({ ctx, input }) => holdCall(ctx.db, ctx.actor, input)),
  resume: userProcedure.input(callInput).mutation(({ ctx, input }) => resumeCall(ctx.db, ctx.actor, input)),
  ringAgain: userProcedure
    .input(ringAgainInput)
    .mutation(({ ctx, input }) => ringAgain(ctx.db, ctx.actor, input)),
  addPeople: userProcedure
    .input(addPeopleInput)
    .mutation(({ ctx, input }) => addPeople(ctx.db, ctx.actor, input)),
  closing: callProcedure
    .input(closingInput)
    .mutation(({ ctx, input }) => closePage(ctx.db, ctx.actor, input)),
  failed: callProcedure.input(failedInput).mutation(({ ctx, input }) => failCall(ctx.db, ctx.actor, input)),
});
