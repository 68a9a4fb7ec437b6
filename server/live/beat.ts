import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "../config";

/** Header in which a device sends back what came with a ping. */
const HEADER = "x-peal-beat";
const DEVICE = /^[0-9a-f-]{36}$/;

const macOf = (deviceId: string) =>
  createHmac("sha256", config().PEAL_SECRET).update(`live beat ${deviceId}`).digest().subarray(0, 16);

/**
 * What goes out with each ping of a device's stream and proves, sent back to any process, that the ping was read: no session is looked
 * up for it. Good for nothing else.
 */
export const beatToken = (deviceId: string): string => `${deviceId}.${macOf(deviceId).toString("base64url")}`;

/** The device that sends back what came with a ping, or null where it is not what any ping carried. */
export function deviceOfBeat(headers: NodeJS.Dict<string | string[]>): string | null {
  const token = headers[HEADER];
  const [deviceId = "", given = ""] = typeof token === "string" ? token.split(".") : [];
  if (!DEVICE.test(deviceId)) return null;
  const mac = Buffer.from(given, "base64url");
  const wanted = macOf(deviceId);
  return mac.length === wanted.length && timingSafeEqual(mac, wanted) ? deviceId : null;
}
