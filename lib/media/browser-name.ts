/** The browsers that ask and allow in a place of their own. */
export type BrowserName = "chromium" | "firefox" | "safari" | "android" | "ios";

type Signs = Pick<Navigator, "userAgent" | "maxTouchPoints">;

/** Which of them this is, for words that say where to press; a browser that nobody knows is most like Chromium. */
export function browserName({ userAgent, maxTouchPoints }: Signs): BrowserName {
  const isApplePhone = /iPhone|iPod|iPad/.test(userAgent);
  // A tablet of Apple's says that it is a computer, which has no touch.
  const isAppleTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1;
  if (isApplePhone || isAppleTablet) return "ios";
  if (/Android/.test(userAgent)) return "android";
  if (/Firefox\//.test(userAgent)) return "firefox";
  return /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent) ? "safari" : "chromium";
}
