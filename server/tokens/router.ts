import { userProcedure } from "../auth";
import { router } from "../rpc";
import { createTokenInput, tokenIdInput } from "./contract";
import { createToken } from "./create";
import { listTokens } from "./queries";
import { revokeToken } from "./revoke";

/** For people in a browser alone: a token is no session, so none of these is ever asked with one. */
export const tokensRouter = router({
  list: userProcedure.query(({ ctx }) => listTokens(ctx.db, ctx.actor)),
  create: userProcedure
    .input(createTokenInput)
    .mutation(({ ctx, input }) => createToken(ctx.db, ctx.actor, input)),
  revoke: userProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => revokeToken(ctx.db, ctx.actor, input)),
});
