import { userProcedure } from "../auth";
import { refuse } from "../errors";
import { router } from "../rpc";
import { readState } from "./snapshot";

export const liveRouter = router({
  /** The state that the stream sends, for a first paint or where a stream cannot be held. */
  state: userProcedure.query(
    async ({ ctx }) => (await readState(ctx.db, ctx.actor)) ?? refuse({ code: "not_signed_in" }),
  ),
});
