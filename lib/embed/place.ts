const PAGE = /^\/embed\/([a-z]{3}-[a-z]{4}-[a-z]{3})$/;

/** The code of the meeting that this page shows inside another site's; null on every other page. */
export const embeddedCode = (): string | null =>
  (typeof location !== "undefined" && PAGE.exec(location.pathname)?.[1]) || null;

/** A name that is shared by the tabs of a device; inside another site's page by the frames of one meeting alone. */
export function sharedName(name: string): string {
  const code = embeddedCode();
  return code ? `${name}:${code}` : name;
}
