"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { keepLinkSecret, keptLinkSecret, openLinkSecret, sealLinkSecret } from "@/lib/e2ee/link-secret";
import type { MeetingDetail } from "@/server/meetings/contract";

type Known = Pick<MeetingDetail, "meetingId" | "slug" | "host">;

async function findSecret({ meetingId, slug, host }: Known): Promise<string | null> {
  const wrap = host?.wrap;
  const secret = keptLinkSecret(slug) ?? (wrap ? await openLinkSecret(meetingId, wrap) : null);
  if (!secret) return null;
  keepLinkSecret(slug, secret);
  // Devices that were confirmed since get it from this one; that it failed shows there, and the next visit tries again.
  if (host) void shareSecret(meetingId, secret, host.sealedFor).catch(() => {});
  return secret;
}

async function shareSecret(meetingId: string, secret: string, sealedFor: string[]): Promise<void> {
  const wraps = await sealLinkSecret(meetingId, secret, sealedFor);
  if (wraps.length > 0) await api.meetings.shareLinkSecret.mutate({ meetingId, wraps });
}

/** The secret of a meeting's link, as this device has it: null where it has none, undefined while it is looked up. */
export function useLinkSecret(meeting: Known): string | null | undefined {
  const { data } = useQuery({
    queryKey: ["link-secret", meeting.slug, meeting.host?.wrap],
    queryFn: () => findSecret(meeting),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
