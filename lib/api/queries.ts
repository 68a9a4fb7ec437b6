import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { RECENT_CALLS } from "./recent-calls";

type Cursor = Parameters<typeof api.history.list.query>[0]["cursor"];

/** Everything that pages read, each under one key: what reads the same shares it. */
export const queries = {
  me: queryOptions({ queryKey: ["me"], queryFn: () => api.account.me.query() }),
  contacts: queryOptions({ queryKey: ["contacts"], queryFn: () => api.contacts.list.query() }),
  contact: (handle: string) =>
    queryOptions({ queryKey: ["contact", handle], queryFn: () => api.contacts.get.query({ handle }) }),
  devices: queryOptions({ queryKey: ["devices"], queryFn: () => api.devices.list.query() }),
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
