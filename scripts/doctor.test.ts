import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { SMTPServer } from "smtp-server";
import { afterAll, expect, inject, test, vi } from "vitest";
import * as checks from "./doctor/checks.mjs";
import { examine } from "./doctor/examine.mjs";
import { ROOT } from "./start/app.mjs";
import { ensureCertificate } from "./start/certificate.mjs";
import { findCoturn } from "./start/coturn.mjs";
import { freePort, startCoturn, startLiveKit } from "./start/services.mjs";
import { which } from "./start/run.mjs";

vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(path.join(tmpdir(), "peal-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const template = inject("postgresUrl").replace(/[^/]*$/, "template");
const settings = (given: Record<string, string | undefined> = {}) => ({
  version: "0.1.0",
  given,
  places: { envFile: path.join(folder, "env"), dataDir: folder },
  migrations: path.join(ROOT, "drizzle"),
});
const finding = (state: string, says: string, fix: string) => ({
  state,
  says: expect.stringContaining(says),
  fix: expect.stringContaining(fix),
});
const good = { state: "ok", says: expect.any(String) };

test("P5 only a relay over TLS on port 443 gets through strict firewalls", () => {
  const good443 = ["turn:relay.example:3478", "turns:relay.example:443?transport=tcp"];
  expect(checks.checkFirewalls(good443)).toEqual(good);
  const elsewhere = ["turn:relay.example:443?transport=tcp", "turns:relay.example:5349"];
  for (const relays of [[], elsewhere])
    expect(checks.checkFirewalls(relays)).toEqual(finding("warn", "port 443", "PEAL_TURN_URLS"));
});

test("P5 the secret and the disk", () => {
  expect(checks.checkSecret(settings({ PEAL_SECRET: "x".repeat(32) }))).toEqual(good);
  expect(checks.checkSecret(settings())).toEqual(finding("fail", "not set", "32 random characters"));
  const disk = (free: number) =>
    checks.checkDisk(settings(), () => ({ bavail: free * 1024, bsize: 1024 ** 2, blocks: 100_000 }));
  expect(checks.checkDisk(settings())).toMatchObject({ says: expect.stringContaining("GiB free") });
  expect([disk(9), disk(0.5), disk(0.1)].map(({ state }) => state)).toEqual(["ok", "warn", "fail"]);
});

test("P5 a database that is not there, lets nobody in, has no tables, or those of a newer Peal", async () => {
  const look = (DATABASE_URL: string) => checks.checkDatabase(settings({ DATABASE_URL }));
  expect(await look(template)).toEqual(good);
  expect(await checks.checkClock(settings({ DATABASE_URL: template }))).toEqual(good);
  expect(await look(template.replace(/:[^:@]+@/, ":wrong@"))).toEqual(
    finding("fail", "password", "DATABASE_URL"),
  );
  expect(await look(template.replace(/:\d+\//, `:${await freePort()}/`))).toEqual(
    finding("fail", "ECONNREFUSED", "Does it run"),
  );
  expect(await look(inject("postgresUrl").replace(/[^/]*$/, "postgres"))).toEqual(
    finding("warn", "no tables", "Start Peal"),
  );
  const admin = postgres(inject("postgresUrl"), { max: 1, onnotice: () => {} });
  await admin`create database doctor template template`;
  const url = inject("postgresUrl").replace(/[^/]*$/, "doctor");
  const sql = postgres(url, { max: 1 });
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`;
  expect(await look(url)).toEqual(finding("fail", "newer", "Update this Peal"));
  await sql`delete from drizzle.__drizzle_migrations where id > 3`;
  expect(await look(url)).toEqual(finding("warn", "older", "Start Peal"));
  await sql.end();
  await admin`drop database doctor`;
  await admin.end();
});

test("P5 an SFU that is not there, and one with another key", async () => {
  const sfu = await startLiveKit({ dataDir: folder, webhookUrl: "http://127.0.0.1:1" });
  const given = { LIVEKIT_URL: sfu.url, LIVEKIT_API_KEY: sfu.key, LIVEKIT_API_SECRET: sfu.secret };
  expect(await checks.checkLiveKit(settings(given))).toEqual(good);
  const other = await checks.checkLiveKit(settings({ ...given, LIVEKIT_API_SECRET: "x".repeat(32) }));
  expect(other).toEqual(finding("fail", "refuses our key", "under keys:"));
  await sfu.stop();
  expect(await checks.checkLiveKit(settings(given))).toEqual(
    finding("fail", "does not answer", "Does LiveKit run"),
  );
});

test.skipIf(!findCoturn() || !which("openssl"))(
  "P5 a relay by each transport: not there, another secret, a certificate that nobody believes or that ends",
  async () => {
    const { cert, key, ca } = await ensureCertificate({ folder: path.join(folder, "lan"), addresses: [] });
    const tlsPort = await freePort();
    const relay = await startCoturn({ dataDir: folder, tls: { cert, key, port: tlsPort } });
    if (!relay) throw new Error("no coturn");
    const at = `127.0.0.1:${relay.port}`;
    const urls = [
      `stun:${at}`,
      `turn:${at}?transport=udp`,
      `turn:${at}?transport=tcp`,
      `turns:127.0.0.1:${tlsPort}?transport=tcp`,
    ];
    const look = (secret: string, ms?: number) =>
      Promise.all(urls.map((url) => checks.checkRelay(url, secret, ms)));
    expect(await look(relay.secret)).toEqual([good, good, good, good]);
    const refused = finding("fail", "refuses our credentials", "static-auth-secret");
    expect(await look("another secret")).toEqual([good, refused, refused, refused]);

    const where = { host: "127.0.0.1", port: tlsPort };
    const authority = readFileSync(ca, "utf8");
    const inDays = (days: number) => Date.now() + days * 24 * 60 * 60 * 1000;
    expect(await checks.checkCertificate(where, { ca: authority })).toEqual(good);
    expect(await checks.checkCertificate(where)).toEqual(finding("fail", "not believed", "fullchain.pem"));
    expect(await checks.checkCertificate(where, { ca: authority, now: inDays(390) })).toEqual(
      finding("warn", "ends in", "Renew"),
    );
    expect(await checks.checkCertificate(where, { ca: authority, now: inDays(400) })).toEqual(
      finding("fail", "ended", "Renew"),
    );

    await relay.stop();
    const silent = finding("fail", "does not answer", `port ${relay.port} in`);
    expect((await look(relay.secret, 500)).slice(0, 3)).toEqual([silent, silent, silent]);
    expect(await checks.checkCertificate(where)).toEqual(
      finding("fail", "does not speak TLS", "certificate and key"),
    );
  },
);

test("P5 a mail server that refuses the password, and one that is not there", async () => {
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (auth, _session, done) =>
      auth.password === "right" ? done(null, { user: "peal" }) : done(new Error("no")),
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  const look = (password: string) =>
    checks.checkMail(settings({ PEAL_SMTP_URL: `smtp://peal:${password}@127.0.0.1:${port}` }));
  expect(await look("right")).toEqual(good);
  expect(await look("wrong")).toEqual(finding("fail", "", "Name and password"));
  await new Promise<void>((closed) => server.close(closed));
  expect(await look("right")).toEqual(finding("fail", "ECONNREFUSED", "host and port"));
  expect(await checks.checkMail(settings())).toEqual(finding("warn", "no e-mail", "PEAL_SMTP_URL"));
});

test("P5 everything at once, each by its name", async () => {
  const app = http.createServer((_request, response) => response.writeHead(503).end());
  await new Promise<void>((ready) => app.listen(0, "127.0.0.1", ready));
  const { port } = app.address() as AddressInfo;
  const found = await examine(
    settings({
      PEAL_URL: `http://127.0.0.1:${port}`,
      PEAL_TURN_URLS: "turn:127.0.0.1:1?transport=tcp",
      PEAL_TURN_REGIONS: '{"eu": ["turn:127.0.0.1:2?transport=tcp"]}',
      DATABASE_URL: template,
    }),
  );
  app.close();
  const names = found.map(({ name, state }) => `${name} ${state}`);
  expect(names).toEqual(
    expect.arrayContaining([
      "Secret fail",
      "Database ok",
      "Clock ok",
      "App fail",
      "LiveKit warn",
      "Relay turn:127.0.0.1:1?transport=tcp fail",
      "Relay turn:127.0.0.1:2?transport=tcp fail",
      "E-mail warn",
    ]),
  );
  for (const { state, fix } of found) expect(fix === undefined).toBe(state === "ok");
});
