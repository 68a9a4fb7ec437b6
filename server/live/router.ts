import { callProcedure, deviceProcedures, userProcedure } from "../auth";
import { refuse } from "../errors";
import { router } from "../rpc";
import { listDevices } from "./devices";
import { readPresence } from "./people";
import { readState } from "./snapshot";

export const liveRouter = router({
  /** The state that the stream sends, for a first paint or where a stream cannot be held. */
  state: callProcedure.query(async ({ ctx: { db, actor, account } }) => {
    if (account) return (await readState(db, account)) ?? refuse({ code: "not_signed_in" });
    // Of a guest who is not let in there is nothing to tell; whether they are, the stream says.
    return (await readState(db, { ...actor, sessionId: null })) ?? refuse({ code: "not_found" });
  }),
  /** The presence part that the stream sends, whole. */
  presence: userProcedure.query(({ ctx }) => readPresence(ctx.db, ctx.actor.userId)),
});

export const devicesRouter = router({
  list: userProcedure.query(({ ctx }) => listDevices(ctx.db, ctx.actor)),
  ...deviceProcedures,
});
