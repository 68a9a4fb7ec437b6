import { canPush } from "./worker";

/** How notifications stand in this browser, before anybody asked the server. */
export type PushWay =
  | "possible"
  /** The person, or whoever set the browser up, has said no; only they can take it back. */
  | "denied"
  /** iPhone and iPad: only for an app on the Home Screen. */
  | "home-screen"
  | "unsupported";
/** Where notifications are allowed again. */
export type Settings = "ios" | "android" | "safari" | "desktop";

const isApplePhone = () =>
  /iPhone|iPad/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

export function pushWay(): PushWay {
  if (!canPush()) return isApplePhone() ? "home-screen" : "unsupported";
  return Notification.permission === "denied" ? "denied" : "possible";
}

export function pushSettings(): Settings {
  const agent = navigator.userAgent;
  if (isApplePhone()) return "ios";
  if (/Android/.test(agent)) return "android";
  return /Safari/.test(agent) && !/Chrom|Edg/.test(agent) ? "safari" : "desktop";
}
