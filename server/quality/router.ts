import { callProcedure, userProcedure } from "../auth";
import { router } from "../rpc";
import { reportArrival } from "./arrive";
import { arrivalReport, qualityOfCallInput, qualityReport, rateInput } from "./contract";
import { qualityOfCall } from "./queries";
import { rateCall } from "./rate";
import { reportQuality } from "./report";

export const qualityRouter = router({
  report: callProcedure
    .input(qualityReport)
    .mutation(({ ctx, input }) => reportQuality(ctx.db, ctx.actor, input)),
  arrived: callProcedure
    .input(arrivalReport)
    .mutation(({ ctx, input }) => reportArrival(ctx.db, ctx.actor, input)),
  ofCall: userProcedure
    .input(qualityOfCallInput)
    .query(({ ctx, input }) => qualityOfCall(ctx.db, ctx.actor, input)),
  rate: userProcedure.input(rateInput).mutation(({ ctx, input }) => rateCall(ctx.db, ctx.actor, input)),
});
