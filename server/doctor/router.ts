import { adminProcedure } from "../auth";
import { config } from "../config";
import type { Connection } from "../db";
import { limit } from "../limits";
import { heardTrials, openTrials } from "../media";
import { router } from "../rpc";
import { heardInput } from "./contract";
import { examineServer } from "./examine";

const limited = (db: Connection, what: string) =>
  limit(db, { key: `doctor:${what}`, rate: config().PEAL_LIMIT_DOCTOR });

/** What a browser cannot see for itself of how this Peal does. For admins. */
export const doctorRouter = router({
  server: adminProcedure.mutation(async ({ ctx }) => {
    await limited(ctx.db, "server");
    return await examineServer();
  }),
  openTrials: adminProcedure.mutation(async ({ ctx }) => {
    await limited(ctx.db, "trials");
    return await openTrials(ctx.db);
  }),
  heardTrials: adminProcedure
    .input(heardInput)
    .query(({ ctx, input }) => heardTrials(ctx.db, input.trialIds)),
});
