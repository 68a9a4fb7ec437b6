import { actorOf, callProcedure, userProcedure } from "../auth";
import { EMBED_HEADER } from "../cookies";
import { publicProcedure, router } from "../rpc";
import { admit, admitAll } from "./admit";
import {
  admitInput,
  arriveInput,
  denyInput,
  meetingIdInput,
  slugInput,
  waitingMessageInput,
} from "./contract";
import { deny } from "./deny";
import { enterMeeting } from "./enter";
import { enterInput } from "./enter-input";
import { keepVisit } from "./keep-visit";
import { lookAtDoor } from "./look";
import { standAtDoor } from "./stand-at-door";
import { timeLeft } from "./time-left";
import { stopWaiting, tellWaiting } from "./waiting";

/** Going in and letting in. */
export const doorRouter = router({
  /** For everybody, as the page of an address asks. */
  look: publicProcedure.input(slugInput).query(async ({ ctx, input }) => {
    const visitor = { actor: await actorOf(ctx), cookie: ctx.headers.get("cookie"), address: ctx.address };
    return await lookAtDoor(ctx.db, visitor, input.slug);
  }),
  /** For everybody, while they look at themselves before they go in. */
  arrive: publicProcedure.input(arriveInput).mutation(async ({ ctx, input }) => {
    const visitor = { actor: await actorOf(ctx), cookie: ctx.headers.get("cookie"), address: ctx.address };
    return { arrival: await standAtDoor(ctx.db, visitor, input) };
  }),
  /** For everybody: who has no account becomes a guest. */
  enter: publicProcedure.input(enterInput).mutation(async ({ ctx, input }) => {
    const actor = await actorOf(ctx);
    const isEmbedded = ctx.headers.has(EMBED_HEADER);
    const visitor = { actor, cookie: ctx.headers.get("cookie"), address: ctx.address, isEmbedded };
    const { entered, cookie } = await enterMeeting(ctx.db, visitor, input);
    if (cookie) ctx.responseHeaders.append("set-cookie", cookie);
    return entered;
  }),
  timeLeft: callProcedure
    .input(meetingIdInput)
    .query(({ ctx, input }) => timeLeft(ctx.db, ctx.actor, input.meetingId)),
  /** After signing in: what this browser did as a guest is the person's. */
  keepVisit: userProcedure.mutation(({ ctx }) => keepVisit(ctx.db, ctx.actor, ctx.headers.get("cookie"))),
  stopWaiting: callProcedure
    .input(meetingIdInput)
    .mutation(({ ctx, input }) => stopWaiting(ctx.db, ctx.actor, input)),
  admit: userProcedure.input(admitInput).mutation(({ ctx, input }) => admit(ctx.db, ctx.actor, input)),
  admitAll: userProcedure
    .input(meetingIdInput)
    .mutation(({ ctx, input }) => admitAll(ctx.db, ctx.actor, input)),
  deny: userProcedure.input(denyInput).mutation(({ ctx, input }) => deny(ctx.db, ctx.actor, input)),
  tellWaiting: userProcedure
    .input(waitingMessageInput)
    .mutation(({ ctx, input }) => tellWaiting(ctx.db, ctx.actor, input)),
});
