"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useStore } from "@/components/use-store";
import { api } from "@/lib/api/client";
import { trustOf } from "@/lib/e2ee/identity";
import { presenceNow } from "@/lib/live/presence-store";
import { useOwnDevice } from "./use-own-device";

/** A device that has just come publishes its keys a moment later, and may be confirmed on a third one. In ms. */
const LOOK_MS = 3_000;

/** One's own signed-in devices that have keys, with how much each is to be believed; live while the page is open. */
export function useDeviceTrust() {
  const { me, own } = useOwnDevice();
  const devices = useStore(presenceNow)?.devices;
  const { data } = useQuery({
    queryKey: ["identity", "devices", me?.id, own?.rootKey, devices],
    queryFn: async () => {
      const userId = me?.id ?? "";
      const keys = await api.identity.devices.query();
      return Promise.all(keys.map(async (one) => ({ ...one, trust: await trustOf({ userId, ...one }) })));
    },
    enabled: own !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_MS,
  });
  return { own, devices: data ?? [] };
}
