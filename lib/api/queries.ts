import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { QualityRange } from "@/server/admin/contract";
import { api } from "./client";
import { RECENT_CALLS } from "./recent-calls";

type Asked = Parameters<typeof api.history.list.query>[0];
type Cursor = Asked["cursor"];
type AskedUsers = Parameters<typeof api.admin.users.query>[0];
type AskedReports = Parameters<typeof api.admin.reports.query>[0];
type AskedAudit = Parameters<typeof api.admin.audit.query>[0];
/** Which people, and which acts, an admin looks for. */
export type WantedUsers = Omit<AskedUsers, "cursor">;
export type WantedActs = Omit<AskedAudit, "cursor">;
/** Which calls of the past: all where nothing is said. */
export type WantedCalls = Omit<Asked, "cursor" | "limit">;

/** Everything that pages read, each under one key: what reads the same shares it. */
export const queries = {
  me: queryOptions({ queryKey: ["me"], queryFn: () => api.account.me.query() }),
  contacts: queryOptions({ queryKey: ["contacts"], queryFn: () => api.contacts.list.query() }),
  contact: (handle: string) =>
    queryOptions({ queryKey: ["contact", handle], queryFn: () => api.contacts.get.query({ handle }) }),
  groups: queryOptions({ queryKey: ["groups"], queryFn: () => api.contacts.groups.list.query() }),
  group: (groupId: string) =>
    queryOptions({
      queryKey: ["groups", groupId],
      queryFn: () => api.contacts.groups.get.query({ groupId }),
    }),
  invites: queryOptions({ queryKey: ["invites"], queryFn: () => api.contacts.invites.list.query() }),
  invitation: (token: string) =>
    queryOptions({
      queryKey: ["invitation", token],
      queryFn: () => api.contacts.invites.look.query({ token }),
      // Looks are counted, and accepting says itself what came of it.
      staleTime: Number.POSITIVE_INFINITY,
    }),
  meetings: queryOptions({ queryKey: ["meetings"], queryFn: () => api.meetings.list.query() }),
  /** What goes on and begins within a day. */
  soonMeetings: queryOptions({
    queryKey: ["meetings", "soon"],
    queryFn: () => api.meetings.soon.query(),
    // A page that stays open sees the next day too.
    refetchInterval: 3_600_000,
  }),
  meeting: (meetingId: string) =>
    queryOptions({
      queryKey: ["meetings", meetingId],
      queryFn: () => api.meetings.get.query({ meetingId }),
    }),
  devices: queryOptions({ queryKey: ["devices"], queryFn: () => api.devices.list.query() }),
  /** Where the server pushes to this device. */
  push: queryOptions({ queryKey: ["push"], queryFn: () => api.push.state.query() }),
  ringSettings: queryOptions({
    queryKey: ["ring-settings"],
    queryFn: () => api.presence.settings.query(),
  }),
  relaySettings: queryOptions({
    queryKey: ["relay-settings"],
    queryFn: () => api.relay.settings.query(),
  }),
  tokens: queryOptions({ queryKey: ["tokens"], queryFn: () => api.tokens.list.query() }),
  webhooks: queryOptions({ queryKey: ["webhooks"], queryFn: () => api.webhooks.list.query() }),
  webhookDeliveries: (webhookId: string) =>
    queryOptions({
      queryKey: ["webhooks", webhookId],
      queryFn: () => api.webhooks.deliveries.query({ webhookId }),
      // Somebody who looks waits for what comes of a test.
      refetchInterval: 2_000,
    }),
  recent: queryOptions({
    queryKey: ["history", "recent"],
    queryFn: () => api.history.list.query({ limit: RECENT_CALLS }),
  }),
  callsOf: (whom: { personId: string } | { groupId: string }) =>
    queryOptions({
      queryKey: ["history", "of", whom],
      queryFn: () => api.history.list.query({ ...whom, limit: RECENT_CALLS }),
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
  callQuality: (callId: string) =>
    queryOptions({
      queryKey: ["history", "quality", callId],
      queryFn: () => api.quality.ofCall.query({ callId }),
    }),
  admin: {
    overview: queryOptions({
      queryKey: ["admin", "overview"],
      queryFn: () => api.admin.overview.query(),
      refetchInterval: 30_000,
    }),
    users: (wanted: WantedUsers) =>
      infiniteQueryOptions({
        queryKey: ["admin", "users", wanted],
        queryFn: ({ pageParam }) => api.admin.users.query({ ...wanted, cursor: pageParam }),
        initialPageParam: undefined as AskedUsers["cursor"],
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        placeholderData: keepPreviousData,
      }),
    running: queryOptions({
      queryKey: ["admin", "running"],
      queryFn: () => api.admin.running.query(),
      refetchInterval: 3_000,
    }),
    quality: (range: QualityRange) =>
      queryOptions({
        queryKey: ["admin", "quality", range],
        queryFn: () => api.admin.quality.query({ range }),
        placeholderData: keepPreviousData,
      }),
    settings: queryOptions({ queryKey: ["admin", "settings"], queryFn: () => api.admin.settings.query() }),
    reports: (state: NonNullable<AskedReports["state"]>) =>
      infiniteQueryOptions({
        queryKey: ["admin", "reports", state],
        queryFn: ({ pageParam }) => api.admin.reports.query({ state, cursor: pageParam }),
        initialPageParam: undefined as AskedReports["cursor"],
        getNextPageParam: (page) => page.nextCursor ?? undefined,
      }),
    audit: (wanted: WantedActs) =>
      infiniteQueryOptions({
        queryKey: ["admin", "audit", wanted],
        queryFn: ({ pageParam }) => api.admin.audit.query({ ...wanted, cursor: pageParam }),
        initialPageParam: undefined as AskedAudit["cursor"],
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        placeholderData: keepPreviousData,
      }),
  },
  pastCall: (id: string) =>
    queryOptions({ queryKey: ["history", "one", id], queryFn: () => api.history.get.query({ id }) }),
};

/** Everyone a person knows, by how they stand. */
export type People = Awaited<ReturnType<typeof api.contacts.list.query>>;
/** A person's meetings, those that come and those that are over. */
export type Meetings = Awaited<ReturnType<typeof api.meetings.list.query>>;
/** What is on in their day. */
export type SoonMeetings = Awaited<ReturnType<typeof api.meetings.soon.query>>;
/** A person's groups. */
export type Groups = Awaited<ReturnType<typeof api.contacts.groups.list.query>>;
/** The newest page of the history. */
export type Recent = Awaited<ReturnType<typeof api.history.list.query>>;
