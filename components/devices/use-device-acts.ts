"use client";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { Device } from "@/server/auth/contract";

const { queryKey } = queries.devices;

/** Draws a change before the server has said yes. Returns the list as it was. */
function draw(cache: QueryClient, deviceId: string, change: Partial<Device>): Device[] {
  const before = cache.getQueryData(queryKey) ?? [];
  cache.setQueryData(queryKey, (devices) =>
    devices?.map((device) => (device.id === deviceId ? { ...device, ...change } : device)),
  );
  return before;
}

/** Acts on one's own devices: the list shows it at once, and takes it back with words where it failed. */
export function useDeviceActs() {
  const words = useProblemWords();
  const cache = useQueryClient();
  const onError = (error: unknown, _input: unknown, before?: Device[]) => {
    if (before?.length) cache.setQueryData(queryKey, before);
    toast(words(problemOf(error)), "alarm");
  };
  const onSettled = () => cache.invalidateQueries({ queryKey });
  const rename = useMutation({
    mutationFn: (input: { deviceId: string; name: string }) => api.devices.rename.mutate(input),
    onMutate: ({ deviceId, name }) => draw(cache, deviceId, { name }),
    onError,
    onSettled,
  });
  const setRinging = useMutation({
    mutationFn: (input: { deviceId: string; ringEnabled: boolean }) => api.devices.setRinging.mutate(input),
    onMutate: ({ deviceId, ringEnabled }) => draw(cache, deviceId, { ringEnabled }),
    onError,
    onSettled,
  });
  const signOut = useMutation({
    mutationFn: (input: { deviceId: string }) => api.devices.signOut.mutate(input),
    onError,
    onSettled,
  });
  return {
    rename: (input: { deviceId: string; name: string }) => rename.mutateAsync(input).catch(() => null),
    setRinging: setRinging.mutate,
    signOut: signOut.mutate,
  };
}
