import { refuse } from "../errors";
import { publicProcedure, type RpcContext } from "../rpc";
import { type Actor, onCalls } from "./actor";
import { readActor } from "./session";

const known = new WeakMap<RpcContext, Promise<Actor>>();

/** Who makes a request, read once for all calls of a batch. */
export function actorOf(ctx: RpcContext): Promise<Actor> {
  const actor = known.get(ctx) ?? readActor({ cookie: ctx.headers.get("cookie") }, ctx.db);
  known.set(ctx, actor);
  return actor;
}

/** The same request, made by somebody who is known already, whatever its cookies say. */
export function asActor(ctx: RpcContext, actor: Actor): RpcContext {
  const named = { ...ctx };
  known.set(named, Promise.resolve(actor));
  return named;
}

/**
 * A procedure for whoever can be on a call, with an account or as a guest; `ctx.actor` is that, and `ctx.account` the person, where they
 * have one. Refuses with `not_signed_in`.
 */
export const callProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const actor = await actorOf(ctx);
  if (actor.kind !== "user" && actor.kind !== "guest") refuse({ code: "not_signed_in" });
  const account = actor.kind === "user" ? actor : null;
  return next({ ctx: { ...ctx, actor: onCalls(actor), account } });
});

/** A procedure for signed-in people; `ctx.actor` is the person and the device. Refuses with `not_signed_in`. */
export const userProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const actor = await actorOf(ctx);
  if (actor.kind !== "user") refuse({ code: "not_signed_in" });
  return next({ ctx: { ...ctx, actor } });
});
