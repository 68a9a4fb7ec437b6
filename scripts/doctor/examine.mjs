import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runningIn } from "../backup/database.mjs";
import { SFU_ADDRESS } from "../start/livekit.mjs";
import { turnUrls } from "../start/relay.mjs";
import * as checks from "./checks.mjs";
import { partsOf } from "./relay.mjs";

/** @typedef {import("../backup/settings.mjs").Settings} Settings */

/** The settings, with the services that `npm start` started where none are named. @param {Settings} settings @returns {Settings} */
export function withServices(settings) {
  const { given, places } = settings;
  const file = path.join(places.dataDir, "ports.json");
  const ports = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const relays = ports.turn ? turnUrls([{ host: SFU_ADDRESS, port: ports.turn }]).join(",") : undefined;
  return {
    ...settings,
    given: {
      ...given,
      DATABASE_URL: given.DATABASE_URL || runningIn(places.dataDir)?.url,
      LIVEKIT_URL: given.LIVEKIT_URL || (ports.livekit && `http://127.0.0.1:${ports.livekit}`),
      PEAL_TURN_URLS: given.PEAL_TURN_URLS || (given.TURN_URL ? undefined : relays),
      PEAL_TURN_SECRET: given.PEAL_TURN_SECRET || given.TURN_SECRET,
    },
  };
}

/**
 * Looks at everything that a Peal needs, all at once, and says of each what it found.
 * @param {Settings} settings
 * @returns {Promise<{ name: string, state: "ok" | "warn" | "fail", says: string, fix?: string }[]>}
 */
export async function examine(settings) {
  const { given } = settings;
  const url = given.PEAL_URL || `http://localhost:${given.PORT || 3000}`;
  const byRegion = given.PEAL_TURN_REGIONS ? Object.values(JSON.parse(given.PEAL_TURN_REGIONS)).flat() : [];
  const relays = [...(given.PEAL_TURN_URLS ?? "").split(","), ...byRegion]
    .map((one) => one.trim())
    .filter(Boolean);
  const tlsNames = relays.map(partsOf).filter(({ transport }) => transport === "tls");
  const app = new URL(url);
  if (app.protocol === "https:") tlsNames.unshift({ ...partsOf(`turns:${app.hostname}:${app.port || 443}`) });
  /** @type {[string, () => import("./checks.mjs").Finding | Promise<import("./checks.mjs").Finding>][]} */
  const all = [
    ["Secret", () => checks.checkSecret(settings)],
    ["Database", () => checks.checkDatabase(settings)],
    ["Clock", () => checks.checkClock(settings)],
    ["Disk", () => checks.checkDisk(settings)],
    ["App", () => checks.checkApp(url)],
    ["LiveKit", () => checks.checkLiveKit(settings)],
    ["Strict firewalls", () => checks.checkFirewalls(relays)],
    ...relays.map(
      (one) => /** @type {any} */ ([`Relay ${one}`, () => checks.checkRelay(one, given.PEAL_TURN_SECRET)]),
    ),
    ...tlsNames.map(
      (one) =>
        /** @type {any} */ ([`Certificate of ${one.host}:${one.port}`, () => checks.checkCertificate(one)]),
    ),
    ["E-mail", () => checks.checkMail(settings)],
  ];
  return await Promise.all(all.map(async ([name, look]) => ({ name, ...(await look()) })));
}
