"use client";
import { useQuery } from "@tanstack/react-query";
import { queries } from "@/lib/api/queries";
import { refreshOwnDevice } from "@/lib/e2ee/identity/device";

export const ownDeviceKey = ["identity", "own"] as const;

/** How this browser stands among its person's devices; undefined until it is known. */
export function useOwnDevice() {
  const { data: me } = useQuery(queries.me);
  const { data, refetch } = useQuery({
    queryKey: [...ownDeviceKey, me?.id],
    queryFn: () => refreshOwnDevice(me?.id ?? ""),
    enabled: me !== undefined,
    // Another device may confirm this one at any time.
    refetchInterval: ({ state }) =>
      state.data?.standing === "unconfirmed" || state.data?.standing === "left_behind" ? LOOK_MS : false,
  });
  return { me, own: data, refetch };
}

const LOOK_MS = 2_000;
