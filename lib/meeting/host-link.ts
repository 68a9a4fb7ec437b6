import { api } from "@/lib/api/client";

const SECRET = /^[\w-]{43}$/;
const kept = (slug: string) => `peal:host:${slug}`;

/**
 * Takes the secret of a host link out of the address bar; null where there is none. For who has to sign in first it stays in this tab until
 * they have, and nothing is answered.
 */
export function takeHostSecret(slug: string, mustSignIn: boolean): string | null {
  const fields = new URLSearchParams(location.hash.slice(1));
  const secret = fields.get("h") ?? sessionStorage.getItem(kept(slug));
  if (fields.has("h")) {
    const link = fields.get("k");
    history.replaceState(history.state, "", location.pathname + location.search + (link ? `#k=${link}` : ""));
  }
  if (!secret || !SECRET.test(secret)) return null;
  if (mustSignIn) sessionStorage.setItem(kept(slug), secret);
  else sessionStorage.removeItem(kept(slug));
  return mustSignIn ? null : secret;
}

/** Makes whoever is signed in a host of the meeting whose host link they have opened. Rejects as the API does. */
export async function becomeHost(slug: string, hostSecret: string): Promise<void> {
  await api.meetings.becomeHost.mutate({ slug, hostSecret });
}
