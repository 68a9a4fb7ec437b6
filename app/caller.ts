import { headers } from "next/headers";
import { cache } from "react";
import { createCallerFactory, createContext } from "@/server/rpc";
import { appRouter } from "@/server/trpc/router";

const createCaller = createCallerFactory(appRouter);

/** The API in process, as whoever asks for this page: what a page reads for its first paint. */
export const caller = cache(async () => createCaller(createContext(new Headers(await headers()))));
