"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/lib/api/client";
import type { BrowserFinding } from "@/lib/doctor/finding";
import { looks } from "@/lib/doctor/looks";
import type { ToldFinding } from "./finding-row";

/** A group of findings: those that are there, and whether more come or one look failed. */
export type Findings = { found: ToldFinding[]; isBusy: boolean; error: unknown };

// Each look is taken when it is asked for, and never by itself again.
const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false, refetchOnReconnect: false };

/** Looks from this browser and from the server, at once; `again` looks anew. */
export function useDoctor(): { browser: Findings; server: Findings; again: () => void } {
  const tell = useTold();
  const browser = useQueries({
    queries: looks.map(({ name, look }) => ({ queryKey: ["doctor", name], queryFn: look, ...once })),
  });
  const server = useQuery({
    queryKey: ["doctor", "server"],
    queryFn: () => api.doctor.server.mutate(),
    ...once,
  });
  return {
    browser: {
      found: browser.flatMap(({ data, isFetching }) => (isFetching ? [] : (data ?? []))).map(tell),
      isBusy: browser.some(({ isFetching }) => isFetching),
      error: browser.find(({ error, isFetching }) => error && !isFetching)?.error ?? null,
    },
    server: {
      found: server.isFetching ? [] : (server.data ?? []),
      isBusy: server.isFetching,
      error: server.isFetching ? null : server.error,
    },
    again: () => {
      for (const one of [...browser, server]) void one.refetch();
    },
  };
}

/** Puts what this browser found into words. */
function useTold(): (finding: BrowserFinding) => ToldFinding {
  const t = useTranslations("doctor");
  return ({ check, about, state, code, values = {} }) => {
    const name = t(`check.${check}`);
    return {
      name: about && about !== "only" ? `${name} ${about}` : name,
      state,
      says: t(`says.${code}`, values),
      ...(state !== "ok" &&
        t.has(`fix.${code}` as never) && { fix: t(`fix.${code}` as never, values as never) }),
    };
  };
}
