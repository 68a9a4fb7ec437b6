import { statement } from "@/lib/pure/statement";
import type { LinkWrap } from "@/server/meetings/contract";
import { fromBase64url, randomBytes, toBase64url } from "./bytes";

/** Bytes of a link's secret, which stands in the fragment of a meeting's address and never reaches the server. */
const SECRET_BYTES = 32;
const PURPOSE = "peal link";
const kept = (slug: string) => `peal:link:${slug}`;
const binding = (meetingId: string) => statement("peal.link", { meetingId });

/** A new secret for a meeting's link, base64url. */
export const newLinkSecret = (): string => toBase64url(randomBytes(SECRET_BYTES));

/** A meeting's address with the link's secret, where it is known. */
export const meetingLink = (slug: string, secret: string | null): string =>
  `${location.origin}/${slug}${secret ? `#k=${secret}` : ""}`;

/** Keeps a link's secret in this tab. */
export function keepLinkSecret(slug: string, secret: string): void {
  sessionStorage.setItem(kept(slug), secret);
}

/** The secret with which this tab came, or that it made; null where it has none. */
export const keptLinkSecret = (slug: string): string | null => sessionStorage.getItem(kept(slug));

/**
 * Seals a link's secret to this device and to the person's other confirmed ones, but for those that have it. Rejects as the API does.
 */
export async function sealLinkSecret(
  meetingId: string,
  secret: string,
  sealedFor: readonly string[] = [],
): Promise<LinkWrap[]> {
  // The agreement of keys is much code, and few pages need it.
  const [{ wrapFor }, { keptDevice }, { ownerId }, { confirmedBoxKeys }] = await Promise.all([
    import("./identity/box"),
    import("./identity/device-keys"),
    import("./identity/owner"),
    import("./identity/share-notes"),
  ]);
  const userId = await ownerId();
  const own = await keptDevice(userId);
  const others = await confirmedBoxKeys(userId);
  const boxKeys = new Set([own.boxKey, ...others.values()]);
  const lacking = [...boxKeys].filter((boxKey) => !sealedFor.includes(boxKey));
  return await Promise.all(
    lacking.map(async (boxKey) => {
      const { enc, sealed } = await wrapFor(boxKey, fromBase64url(secret), PURPOSE, binding(meetingId));
      return { boxKey, wrap: `${enc}.${sealed}` };
    }),
  );
}

/** Opens what another device of the person sealed for this one; null for what was not. */
export async function openLinkSecret(meetingId: string, wrap: string): Promise<string | null> {
  const [{ unwrap }, { keptDevice }, { ownerId }] = await Promise.all([
    import("./identity/box"),
    import("./identity/device-keys"),
    import("./identity/owner"),
  ]);
  const [enc = "", sealed = ""] = wrap.split(".");
  const { box } = await keptDevice(await ownerId());
  return await unwrap(box, { enc, sealed }, PURPOSE, binding(meetingId)).then(toBase64url, () => null);
}
