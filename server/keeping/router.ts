import { userProcedure } from "../auth";
import { router } from "../rpc";
import { againInput } from "./contract";
import { deleteAccount } from "./delete-account";

export const keepingRouter = router({
  deleteAccount: userProcedure
    .input(againInput)
    .mutation(({ ctx, input }) => deleteAccount(ctx.db, ctx.actor, input.password)),
});
