import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { RECENT_CALLS } from "./recent-calls";

type Asked = Parameters<typeof api.history.list.query>[0];
type Cursor = Asked["cursor"];
/** Which calls of the past: all where nothing is said. */
export type WantedCalls = Omit<Asked, "cursor" | "limit">;

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
  recent: queryOptions({
    queryKey: ["history", "recent"],
    queryFn: () => api.history.list.query({ limit: RECENT_CALLS }),
  }),
  history: (wanted: WantedCalls = {}) =>
    infiniteQueryOptions({
      queryKey: ["history", "all", wanted],
      queryFn: ({ pageParam }) => api.history.list.query({ ...wanted, cursor: pageParam }),
      initialPageParam: undefined as Cursor,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // While a search is typed the list stays until the next one is there.
      placeholderData: keepPreviousData,
    }),
  pastCall: (id: string) =>
    queryOptions({ queryKey: ["history", "one", id], queryFn: () => api.history.get.query({ id }) }),
};

/** Everyone a person knows, by how they stand. */
export type People = Awaited<ReturnType<typeof api.contacts.list.query>>;
/** The newest page of the history. */
export type Recent = Awaited<ReturnType<typeof api.history.list.query>>;
