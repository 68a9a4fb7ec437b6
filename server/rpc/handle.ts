import type { AnyRouter } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { readBody, refuseForeign } from "./borders";
import { createContext } from "./context";
import { toProblem, toRpcError } from "./problems";

const MOST_BYTES = 64 * 1024;
const MOST_CALLS = 10;
const ENDPOINT = "/api/trpc";

/** Answers a request to tRPC: borders first (origin, size, batch), then the router. */
export async function handleRpc(request: Request, router: AnyRouter): Promise<Response> {
  let refusal: unknown;
  let body: Buffer | undefined;
  try {
    refuseForeign(request.headers);
    if (request.body) body = await readBody(request, MOST_BYTES);
  } catch (error) {
    refusal = error;
  }
  const headers = new Headers(request.headers);
  // So that the refusal below is the answer, not a complaint about the kind of a body that nobody reads.
  if (refusal) headers.set("content-type", "application/json");
  const response = await fetchRequestHandler({
    endpoint: ENDPOINT,
    req: new Request(request.url, {
      method: request.method,
      headers,
      body: request.method === "POST" ? new Uint8Array(body ?? []) : undefined,
    }),
    router,
    maxBatchSize: MOST_CALLS,
    // Thrown here, so that a refusal has the same shape as every other error of tRPC.
    createContext: ({ resHeaders }) => {
      if (refusal) throw toRpcError(toProblem(refusal));
      return createContext(request.headers, resHeaders);
    },
  });
  response.headers.set("cache-control", "no-store");
  return response;
}
