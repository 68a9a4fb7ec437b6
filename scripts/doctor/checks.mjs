import { existsSync, statfsSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import tls from "node:tls";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { RoomServiceClient } from "livekit-server-sdk";
import nodemailer from "nodemailer";
import postgres from "postgres";
import { sleep } from "../start/alive.mjs";
import { askRelay, partsOf } from "./relay.mjs";

/**
 * What one look found: `fix` is what to do about it, where there is anything to do.
 * @typedef {{ state: "ok" | "warn" | "fail", says: string, fix?: string }} Finding
 * @typedef {import("../backup/settings.mjs").Settings} Settings
 */

const TIMEOUT_MS = 5_000;
const PAUSE_MS = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
const GIB = 1024 ** 3;

/** @param {string} says @returns {Finding} */
const ok = (says) => ({ state: "ok", says });
/** @param {string} says @param {string} fix @returns {Finding} */
const warn = (says, fix) => ({ state: "warn", says, fix });
/** @param {string} says @param {string} fix @returns {Finding} */
const fail = (says, fix) => ({ state: "fail", says, fix });
/** @param {unknown} error */
const words = (error) =>
  error instanceof Error ? error.message || String(/** @type {any} */ (error).code) : String(error);

/** @param {Settings} settings @returns {Finding} */
export function checkSecret({ given }) {
  const length = given.PEAL_SECRET?.length ?? 0;
  if (length >= 32) return ok("PEAL_SECRET is set");
  const fix =
    "Set it to 32 random characters or more (openssl rand -base64 32); npm start writes one into .env.local.";
  return fail(length ? `PEAL_SECRET has ${length} characters` : "PEAL_SECRET is not set", fix);
}

/** The database answers, and has the tables of this version. @param {Settings} settings @returns {Promise<Finding>} */
export async function checkDatabase({ given, migrations }) {
  return await withDatabase(given, async (sql) => {
    const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as is_there`;
    if (!table?.is_there) return warn("It has no tables yet", "Start Peal: it makes them.");
    const [last] = await sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
    const newest = Math.max(
      ...readMigrationFiles({ migrationsFolder: migrations }).map((one) => one.folderMillis),
    );
    if (Number(last?.at) < newest)
      return warn("Its tables are older than this version", "Start Peal: it brings them up to date.");
    if (Number(last?.at) > newest)
      return fail(
        "Its tables are of a newer Peal",
        "Update this Peal, or restore the backup that was made before the upgrade.",
      );
    return ok("answers, with the tables of this version");
  });
}

/** This machine's clock and that of the database. @param {Settings} settings @returns {Promise<Finding>} */
export async function checkClock({ given }) {
  return await withDatabase(given, async (sql) => {
    // The first question waits for the connection.
    await sql`select 1`;
    const before = Date.now();
    const [row] = await sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
    const apartMs = Math.round(Math.abs(Number(row?.now) - (before + Date.now()) / 2));
    const says = `${apartMs} ms from the database's`;
    const fix =
      "Let both machines follow network time: timedatectl set-ntp true. Relays refuse credentials of another time.";
    if (apartMs < 2_000) return ok(says);
    return apartMs < 30_000 ? warn(says, fix) : fail(says, fix);
  });
}

/** @param {Settings["given"]} given @param {(sql: import("postgres").Sql) => Promise<Finding>} look */
async function withDatabase(given, look) {
  if (!given.DATABASE_URL)
    return warn("no database runs here", "Start Peal (npm start), or name one with DATABASE_URL.");
  const sql = postgres(given.DATABASE_URL, {
    max: 1,
    connect_timeout: TIMEOUT_MS / 1000,
    onnotice: () => {},
  });
  try {
    return await look(sql);
  } catch (error) {
    return fail(
      `does not let us in: ${words(error)}`,
      "Does it run, and are name, password, host and port in DATABASE_URL right?",
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Room where the data is.
 * @param {Settings} settings
 * @param {(folder: string) => { bavail: number, bsize: number, blocks: number }} [read]
 * @returns {Finding}
 */
export function checkDisk({ places }, read = (folder) => statfsSync(folder)) {
  // Where everything is elsewhere, nothing has made it.
  const folder = existsSync(places.dataDir) ? places.dataDir : path.dirname(places.dataDir);
  const { bavail, bsize, blocks } = read(folder);
  const free = bavail * bsize;
  const says = `${(free / GIB).toFixed(1)} GiB free of ${((blocks * bsize) / GIB).toFixed(1)} in ${folder}`;
  const fix =
    "Make room: old backups and logs first. Postgres stops when the disk is full, and no call begins.";
  if (free < 0.2 * GIB) return fail(says, fix);
  return free < GIB ? warn(says, fix) : ok(says);
}

/** The SFU answers, and takes our key. @param {Settings} settings @returns {Promise<Finding>} */
export async function checkLiveKit({ given }) {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key = "peal", LIVEKIT_API_SECRET: secret } = given;
  if (!url) return warn("no LiveKit runs here", "Start Peal (npm start), or name one with LIVEKIT_URL.");
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  } catch (error) {
    return fail(
      `${url} does not answer: ${words(error)}`,
      "Does LiveKit run, and may this machine reach its port? LIVEKIT_URL is its address for the server.",
    );
  }
  try {
    await new RoomServiceClient(url, key, secret, { requestTimeout: TIMEOUT_MS / 1000 }).listRooms();
    return ok(`${url} answers and takes our key`);
  } catch (error) {
    return fail(
      `${url} refuses our key: ${words(error)}`,
      "LIVEKIT_API_KEY and LIVEKIT_API_SECRET must stand under keys: in LiveKit's configuration.",
    );
  }
}

/** Firewalls that know HTTPS alone let TLS through on port 443 and nothing else. @param {string[]} relays @returns {Finding} */
export function checkFirewalls(relays) {
  const isThere = relays.map(partsOf).some(({ transport, port }) => transport === "tls" && port === 443);
  if (isThere) return ok("a relay over TLS on port 443 is offered");
  return warn(
    "no relay over TLS on port 443: no calls from networks that let only web pages through",
    "Put turns:<a second name>:443?transport=tcp into PEAL_TURN_URLS and lead that name's port 443 to coturn; npm run setup with docker compose does both.",
  );
}

/** One relay by one transport. @param {string} url @param {string | undefined} secret @returns {Promise<Finding>} */
export async function checkRelay(url, secret, timeoutMs = TIMEOUT_MS) {
  const { scheme, port, transport } = partsOf(url);
  const open = `Does coturn run, and does the firewall let ${transport === "udp" ? "UDP" : "TCP"} port ${port} in?`;
  const onTls =
    transport === "tls"
      ? " Without a certificate that it can read, coturn does not listen for TLS: see deploy/coturn/tls."
      : "";
  const ask = () => askRelay(url, { secret: secret ?? "", timeoutMs });
  try {
    let code = await ask();
    // One that has just started may not get at its own database for a moment, and says the same then.
    for (let more = 0; code === 401 && more < 2; more++) {
      await sleep(PAUSE_MS);
      code = await ask();
    }
    if (code === 0) return ok(scheme === "stun" ? "tells the own address" : "gives a relayed address");
    if (code === 401)
      return fail(
        "refuses our credentials",
        "PEAL_TURN_SECRET must be coturn's static-auth-secret, and the clocks of both machines right.",
      );
    if (code === 486)
      return warn("its quota is used up", "Raise total-quota and user-quota of coturn, or add a relay.");
    return fail(`refuses with ${code}`, `coturn's log says why (RFC 8656, error ${code}).`);
  } catch (error) {
    return fail(`does not answer: ${words(error)}`, open + onTls);
  }
}

/** The certificate that a server shows for its name. @param {{ host: string, port: number }} where @returns {Promise<Finding>} */
export async function checkCertificate(
  { host, port },
  { now = Date.now(), ca = /** @type {string | undefined} */ (undefined) } = {},
) {
  const renew =
    "Renew it (certbot renew, or look why the proxy did not), then reload the server that shows it.";
  /** @type {Finding} */
  const finding = await new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port,
      ca,
      rejectUnauthorized: false,
      ...(net.isIP(host) ? {} : { servername: host }),
    });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)));
    socket.once("error", (error) =>
      resolve(
        fail(
          `${host}:${port} does not speak TLS: ${words(error)}`,
          "Does the server run, with its certificate and key?",
        ),
      ),
    );
    socket.once("secureConnect", () => {
      const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - now) / DAY_MS);
      const why =
        socket.authorizationError &&
        String(/** @type {any} */ (socket.authorizationError).code ?? socket.authorizationError);
      socket.destroy();
      if (days < 0) resolve(fail(`ended ${-days} days ago`, renew));
      else if (why)
        resolve(
          fail(
            `is not believed (${why})`,
            `It must be for the name ${host}, of an authority that browsers know, with all certificates in between (fullchain.pem).`,
          ),
        );
      else resolve(days < 14 ? warn(`ends in ${days} days`, renew) : ok(`good for ${days} days`));
    });
  });
  return finding;
}

/** The mail server lets us in. @param {Settings} settings @returns {Promise<Finding>} */
export async function checkMail({ given }) {
  const url = given.PEAL_SMTP_URL;
  if (!url)
    return warn(
      "no e-mail is sent",
      "Set PEAL_SMTP_URL, if invitations and missed calls shall be told by e-mail.",
    );
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
  });
  try {
    await transport.verify();
    return ok("the mail server lets us in");
  } catch (error) {
    const isRefused = /** @type {any} */ (error).code === "EAUTH";
    const fix = isRefused
      ? "Name and password in PEAL_SMTP_URL are not those of the mail server; special characters in them are written as %40 and so on."
      : "Are host and port in PEAL_SMTP_URL right, and may this machine reach them? Many hosters close port 25; 587 and 465 are usual.";
    return fail(words(error), fix);
  } finally {
    transport.close();
  }
}

/** The app answers under its public address. @param {string} url @returns {Promise<Finding>} */
export async function checkApp(url) {
  try {
    const answer = await fetch(new URL("/api/health", url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.ok) return ok(`${url} answers`);
    return fail(
      `${url} answers ${answer.status}`,
      "Is this Peal, and what does its log say? PEAL_URL is its public address.",
    );
  } catch (error) {
    return fail(
      `${url} does not answer: ${words(/** @type {any} */ (error).cause ?? error)}`,
      "Does Peal run, and does the proxy in front lead to it? PEAL_URL is its public address.",
    );
  }
}
