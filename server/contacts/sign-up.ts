import { and, eq, isNull } from "drizzle-orm";
import { accountProcedures, signUp } from "../auth";
import { signUpInput } from "../auth/contract";
import { users } from "../auth/schema";
import type { Transaction } from "../db";
import { publicProcedure, router } from "../rpc";
import { isLive } from "./invite-look";
import { invitations } from "./schema";

/** Whether this is the secret of a link that is good, from somebody who may invite; held so until the transaction ends. */
async function isInvited(tx: Transaction, invite: string): Promise<boolean> {
  const links = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .where(and(isLive(invite), isNull(users.suspendedAt)))
    .for("share", { of: invitations });
  return links.length > 0;
}

/** An account of one's own, and making one: where accounts are for the invited alone, by the invite link of somebody here. */
export const accountRouter = router({
  ...accountProcedures,
  signUp: publicProcedure
    .input(signUpInput)
    .mutation(({ ctx, input }) => signUp(ctx.db, input, ctx.address, isInvited)),
});
