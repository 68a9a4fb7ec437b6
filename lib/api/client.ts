import { createTRPCClient, httpLink } from "@trpc/client";
import { traceHeader } from "@/lib/press";
import { ownHeaders } from "./own-headers";
import type { AppRouter } from "@/server/trpc/router";

/**
 * The typed way to the server from a browser. One request for each call, so that a ring never waits for a
 * slower neighbour in a batch. The header proves that a script of this origin asks.
 */
export const api = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", headers: () => ({ ...ownHeaders(), ...traceHeader() }) })],
});
