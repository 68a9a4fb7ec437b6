import { callProcedure, userProcedure } from "../auth";
import { router } from "../rpc";
import { holdInput, sendInput, sinceInput } from "./contract";
import { holdKey } from "./hold";
import { sendKeys } from "./send";
import { keysSince } from "./since";

export const e2eeRouter = router({
  send: callProcedure.input(sendInput).mutation(({ ctx, input }) => sendKeys(ctx.db, ctx.actor, input)),
  hold: userProcedure.input(holdInput).mutation(({ ctx, input }) => holdKey(ctx.db, ctx.actor, input)),
  since: callProcedure.input(sinceInput).query(({ ctx, input }) => keysSince(ctx.db, ctx.actor, input)),
});
