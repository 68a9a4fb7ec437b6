import { userProcedure } from "../auth";
import { router } from "../rpc";
import { declineInput, subscribeInput } from "./contract";
import { declinePushed } from "./decline";
import { pushState } from "./queries";
import { subscribe, unsubscribe } from "./subscribe";
import { tryOut } from "./try-out";

export const pushRouter = router({
  state: userProcedure.query(({ ctx }) => pushState(ctx.db, ctx.actor)),
  subscribe: userProcedure
    .input(subscribeInput)
    .mutation(({ ctx, input }) => subscribe(ctx.db, ctx.actor, input)),
  unsubscribe: userProcedure.mutation(({ ctx }) => unsubscribe(ctx.db, ctx.actor)),
  tryOut: userProcedure.mutation(({ ctx }) => tryOut(ctx.db, ctx.actor)),
  decline: userProcedure
    .input(declineInput)
    .mutation(({ ctx, input }) => declinePushed(ctx.db, ctx.actor, input)),
});
