import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { RECENT_CALLS } from "./recent-calls";

type Cursor = Parameters<typeof api.history.list.query>[0]["cursor"];

const ASKED_AGAIN_MS = 5_000;

/** Everything that pages read, each under one key: what reads the same shares it. */
export const queries = {
  me: queryOptions({ queryKey: ["me"], queryFn: () => api.account.me.query() }),
  contacts: queryOptions({
    queryKey: ["contacts"],
    queryFn: () => api.contacts.list.query(),
    // The live state says when somebody asks me, not when somebody whom I asked accepts.
    refetchInterval: ({ state }) => (state.data?.requested.length ? ASKED_AGAIN_MS : false),
  }),
  contact: (handle: string) =>
    queryOptions({ queryKey: ["contact", handle], queryFn: () => api.contacts.get.query({ handle }) }),
  devices: queryOptions({ queryKey: ["devices"], queryFn: () => api.devices.list.query() }),
  /** Where the server pushes to this device. */
  push: queryOptions({ queryKey: ["push"], queryFn: () => api.push.state.query() }),
  ringSettings: queryOptions({
    queryKey: ["ring-settings"],
    queryFn: () => api.presence.settings.query(),
  }),
  recent: queryOptions({
    queryKey: ["history", "recent"],
    queryFn: () => api.history.list.query({ limit: RECENT_CALLS }),
  }),
  history: infiniteQueryOptions({
    queryKey: ["history", "all"],
    queryFn: ({ pageParam }) => api.history.list.query({ cursor: pageParam }),
    initialPageParam: undefined as Cursor,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  }),
};

/** Everyone a person knows, by how they stand. */
export type People = Awaited<ReturnType<typeof api.contacts.list.query>>;
/** The newest page of the history. */
export type Recent = Awaited<ReturnType<typeof api.history.list.query>>;
