import { userProcedure } from "../auth";
import { router } from "../rpc";
import { roundTripsInput } from "./contract";
import { tellRoundTrips } from "./tell";

export const regionsRouter = router({
  /** How far this device is from each region, which the live stream named. */
  tell: userProcedure
    .input(roundTripsInput)
    .mutation(({ ctx, input }) => tellRoundTrips(ctx.db, ctx.actor, input)),
});
