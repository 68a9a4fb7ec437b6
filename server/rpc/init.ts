import { initTRPC } from "@trpc/server";
import { z } from "zod";
import { askedFrom } from "../audit";
import { ofCall, traced } from "../telemetry";
import type { RpcContext } from "./context";
import { toProblem, toRpcError } from "./problems";

const trpc = initTRPC.context<RpcContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const problem = toProblem(error);
    return { ...shape, message: problem.code, data: { ...shape.data, problem } };
  },
});

const withCallId = z.object({ callId: z.uuid() });

const problems = trpc.middleware(async ({ ctx, path, next, getRawInput }) => {
  // What cannot be read is refused where it is parsed.
  const named = withCallId.safeParse(await getRawInput().catch(() => null));
  if (named.success) ofCall(named.data.callId);
  const answer = async () => {
    const result = await next();
    if (!result.ok) throw toRpcError(toProblem(result.error));
    return result;
  };
  return await askedFrom(ctx.address, () => traced(ctx.headers.get("traceparent"), path, answer));
});

/** Makes a router of procedures. */
export const { router, createCallerFactory } = trpc;
/** A procedure for everybody. Whatever it throws leaves as a problem. */
export const publicProcedure = trpc.procedure.use(problems);
