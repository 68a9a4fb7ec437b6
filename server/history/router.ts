import { userProcedure } from "../auth";
import { router } from "../rpc";
import { historyIdInput, listInput } from "./contract";
import { markSeen } from "./mark-seen";
import { listHistory } from "./queries";
import { removeEntry } from "./remove";

export const historyRouter = router({
  list: userProcedure
    .input(listInput)
    .query(({ ctx, input }) => listHistory(ctx.db, ctx.actor.userId, input)),
  markSeen: userProcedure.mutation(({ ctx }) => markSeen(ctx.db, ctx.actor)),
  remove: userProcedure
    .input(historyIdInput)
    .mutation(({ ctx, input }) => removeEntry(ctx.db, ctx.actor, input)),
});
