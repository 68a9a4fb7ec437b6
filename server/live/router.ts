import { deviceProcedures, userProcedure } from "../auth";
import { refuse } from "../errors";
import { router } from "../rpc";
import { listDevices } from "./devices";
import { readPresence } from "./people";
import { readState } from "./snapshot";

export const liveRouter = router({
  /** The state that the stream sends, for a first paint or where a stream cannot be held. */
  state: userProcedure.query(
    async ({ ctx }) => (await readState(ctx.db, ctx.actor)) ?? refuse({ code: "not_signed_in" }),
  ),
  /** The presence part that the stream sends, whole. */
  presence: userProcedure.query(({ ctx }) => readPresence(ctx.db, ctx.actor.userId)),
});

export const devicesRouter = router({
  list: userProcedure.query(({ ctx }) => listDevices(ctx.db, ctx.actor)),
  ...deviceProcedures,
});
