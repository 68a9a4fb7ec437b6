import { api } from "@/lib/api/client";
import { fromBase64url } from "@/lib/e2ee/bytes";
import { keepLinkSecret, keptLinkSecret, openLinkSecret } from "@/lib/e2ee/link-secret";

const SECRET = /^#(?:.*&)?k=([\w-]{43})(?:&|$)/;
const ofCalls = new Map<string, string>();

/**
 * Takes the link's secret out of the address bar and keeps it in this tab: what is shared, photographed or synchronised from the bar has
 * none. Twice is once.
 */
export function takeLinkSecret(slug: string): void {
  const secret = SECRET.exec(location.hash)?.[1];
  if (!secret) return;
  try {
    keepLinkSecret(slug, secret);
  } catch {
    // Without storage it is gone with this page, and whoever came by the link is not confirmed by it.
  }
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** A call is a session of the meeting at this address. */
export function knowCall(callId: string, slug: string): void {
  ofCalls.set(callId, slug);
}

/** The secret of the link by which this tab came into a call, or null. It never leaves browsers. */
export function linkSecretOfCall(callId: string): Uint8Array<ArrayBuffer> | null {
  const slug = ofCalls.get(callId);
  try {
    const secret = slug && keptLinkSecret(slug);
    return secret ? fromBase64url(secret) : null;
  } catch {
    return null;
  }
}

/** The address of the meeting of which a call is a session, as far as this tab came by one. */
export const slugOfCall = (callId: string): string | null => ofCalls.get(callId) ?? null;

let seeking: Promise<void> = Promise.resolve();
/** Until the search that runs, if one does, is over. */
export const linkSecretSought = (): Promise<void> => seeking;

/**
 * The secret of a meeting's link for who has an account and came without it: where another device of theirs has sealed it for this one,
 * it is kept in this tab. Others come without. Never rejects.
 */
export function findLinkSecret(meetingId: string, slug: string): void {
  seeking = seekLinkSecret(meetingId, slug);
}

async function seekLinkSecret(meetingId: string, slug: string): Promise<void> {
  try {
    if (keptLinkSecret(slug)) return;
    const { host } = await api.meetings.get.query({ meetingId });
    const secret = host?.wrap ? await openLinkSecret(meetingId, host.wrap) : null;
    if (secret) keepLinkSecret(slug, secret);
  } catch {
    // Not a host, or no network: guests are then not confirmed by their link here.
  }
}
