import { userProcedure } from "../auth";
import { router } from "../rpc";
import { reportInput } from "./contract";
import { reportPerson } from "./report";

export const reportsRouter = router({
  send: userProcedure.input(reportInput).mutation(({ ctx, input }) => reportPerson(ctx.db, ctx.actor, input)),
});
