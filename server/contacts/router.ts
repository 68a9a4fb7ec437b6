import { userProcedure } from "../auth";
import { router } from "../rpc";
import { acceptContact } from "./accept";
import { blockPerson, unblockPerson } from "./block";
import { favouriteInput, findInput, handleInput, matchInput, personInput, ringInput } from "./contract";
import { setFavourite } from "./favourite";
import { findPerson, getPerson } from "./find";
import { groupsRouter } from "./groups-router";
import { invitesRouter } from "./invites-router";
import { matchEmails } from "./match-emails";
import { listContacts } from "./queries";
import { dismissRequest, removeContact } from "./remove";
import { requestContact } from "./request";
import { setRing } from "./set-ring";

const personProcedure = userProcedure.input(personInput);

export const contactsRouter = router({
  find: userProcedure.input(findInput).query(({ ctx, input }) => findPerson(ctx.db, ctx.actor, input.query)),
  get: userProcedure.input(handleInput).query(({ ctx, input }) => getPerson(ctx.db, ctx.actor, input.handle)),
  list: userProcedure.query(({ ctx }) => listContacts(ctx.db, ctx.actor)),
  request: personProcedure.mutation(({ ctx, input }) => requestContact(ctx.db, ctx.actor, input.personId)),
  accept: personProcedure.mutation(({ ctx, input }) => acceptContact(ctx.db, ctx.actor, input.personId)),
  dismiss: personProcedure.mutation(({ ctx, input }) => dismissRequest(ctx.db, ctx.actor, input.personId)),
  remove: personProcedure.mutation(({ ctx, input }) => removeContact(ctx.db, ctx.actor, input.personId)),
  block: personProcedure.mutation(({ ctx, input }) => blockPerson(ctx.db, ctx.actor, input.personId)),
  unblock: personProcedure.mutation(({ ctx, input }) => unblockPerson(ctx.db, ctx.actor, input.personId)),
  favourite: userProcedure
    .input(favouriteInput)
    .mutation(({ ctx, input }) => setFavourite(ctx.db, ctx.actor, input)),
  // A mutation: up to 200 addresses do not fit into an address, and must not stand in a log.
  match: userProcedure
    .input(matchInput)
    .mutation(({ ctx, input }) => matchEmails(ctx.db, ctx.actor, input.emails)),
  groups: groupsRouter,
  invites: invitesRouter,
  setRing: userProcedure.input(ringInput).mutation(({ ctx, input }) => setRing(ctx.db, ctx.actor, input)),
});
