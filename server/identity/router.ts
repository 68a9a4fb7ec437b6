import { userProcedure } from "../auth";
import { certifyDevice } from "./certify";
import {
  beginConfirmation,
  countWrongDigits,
  endConfirmation,
  listConfirmations,
  revealNonce,
  takeUpConfirmation,
} from "./confirm";
import {
  beginInput,
  certifyInput,
  deviceIdInput,
  publishInput,
  resetInput,
  revealInput,
  takeUpInput,
  unverifyInput,
  verification,
} from "./contract";
import { publishKeys } from "./publish";
import { keysOf, ownKeys } from "./queries";
import { resetRoot } from "./reset";
import { listVerifications, recordVerification, removeVerification } from "./verify";

/** What a person does about their own keys. Other people's keys need to know who is on a call with whom: `live` adds that. */
export const identityProcedures = {
  publish: userProcedure
    .input(publishInput)
    .mutation(({ ctx, input }) => publishKeys(ctx.db, ctx.actor, input)),
  own: userProcedure.query(({ ctx }) => ownKeys(ctx.db, ctx.actor)),
  devices: userProcedure.query(
    async ({ ctx }) => (await keysOf(ctx.db, [ctx.actor.userId]))[0]?.devices ?? [],
  ),
  certify: userProcedure
    .input(certifyInput)
    .mutation(({ ctx, input }) => certifyDevice(ctx.db, ctx.actor, input)),
  confirmations: userProcedure.query(({ ctx }) => listConfirmations(ctx.db, ctx.actor)),
  begin: userProcedure
    .input(beginInput)
    .mutation(({ ctx, input }) => beginConfirmation(ctx.db, ctx.actor, input)),
  takeUp: userProcedure
    .input(takeUpInput)
    .mutation(({ ctx, input }) => takeUpConfirmation(ctx.db, ctx.actor, input)),
  reveal: userProcedure
    .input(revealInput)
    .mutation(({ ctx, input }) => revealNonce(ctx.db, ctx.actor, input)),
  wrongDigits: userProcedure
    .input(deviceIdInput)
    .mutation(({ ctx, input }) => countWrongDigits(ctx.db, ctx.actor, input)),
  end: userProcedure
    .input(deviceIdInput)
    .mutation(({ ctx, input }) => endConfirmation(ctx.db, ctx.actor, input)),
  resetRoot: userProcedure
    .input(resetInput)
    .mutation(({ ctx, input }) => resetRoot(ctx.db, ctx.actor, input)),
  verifications: userProcedure.query(({ ctx }) => listVerifications(ctx.db, ctx.actor)),
  verify: userProcedure
    .input(verification)
    .mutation(({ ctx, input }) => recordVerification(ctx.db, ctx.actor, input)),
  unverify: userProcedure
    .input(unverifyInput)
    .mutation(({ ctx, input }) => removeVerification(ctx.db, ctx.actor, input)),
};
