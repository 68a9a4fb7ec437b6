import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem-of";

/** The cache of what was read. Refusals are final; only a missing answer is asked for again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && problemOf(error).code === "offline",
      },
    },
  });
}
