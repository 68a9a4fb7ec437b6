import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../scripts/start/app.mjs";
import { tcpAnswers } from "../scripts/start/ports.mjs";
import { which } from "../scripts/start/run.mjs";
import { freePort } from "../scripts/start/services.mjs";
import { compose, settings } from "./compose.fixture";
import { makeCertificate, program, shownTo } from "./process.fixture";

const VALUES = await settings();
const { coturn, "coturn-2": second } = compose(VALUES).services;
const NAME = VALUES.PEAL_TURN_NAME ?? "";
const LONG = { timeout: 20_000, interval: 50 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "peal-relay-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** coturn as its container starts it, on free ports of loopback. */
async function startRelay(service = coturn) {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const rules = path.join(folder, "turnserver.conf");
  copyFileSync(path.join(ROOT, "deploy/coturn/turnserver.conf"), rules);
  const args = (service?.command ?? []).map((arg) =>
    arg
      .replace("/etc/peal/turnserver.conf", rules)
      .replace("=/tmp/", `=${folder}/${port}-`)
      .replace(/^--listening-port=.*/, `--listening-port=${port}`)
      .replace(/^--tls-listening-port=.*/, `--tls-listening-port=${tlsPort}`),
  );
  const start = path.join(ROOT, "deploy/coturn/start.sh");
  const here = ["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"];
  const env = { PEAL_TURN_NAME: NAME, CERTIFICATES: folder, LOOK_SECONDS: "0.1" };
  const relay = program("sh", [start, ...args, ...here], { cwd: folder, env });
  await expect.poll(() => tcpAnswers(port), LONG).toBe(true);
  return { ...relay, port, tlsPort };
}

describe.skipIf(!which("turnserver") || !which("openssl"))(
  "the relay of docker-compose.yml",
  { timeout: 60_000 },
  () => {
    test("reads its configuration, and serves TLS with the certificate that Caddy keeps", async () => {
      makeCertificate(path.join(folder, "acme"), NAME);
      const { tlsPort, output } = await startRelay();
      await expect.poll(async () => (await shownTo(NAME, tlsPort))?.name, LONG).toBe(NAME);
      await expect.poll(output, LONG).toMatch(/Relay ports initialization done/);
      expect(output()).toContain("Default realm: peal");
      expect(output()).not.toMatch(/unrecognized|bad configuration|CONFIG ERROR|cannot/i);
      expect(coturn?.command).toContain(`--allowed-peer-ip=${VALUES.PEAL_PUBLIC_IP}`);
    });

    test("shows a renewed certificate without starting anew", async () => {
      makeCertificate(path.join(folder, "acme"), NAME);
      const { tlsPort, process } = await startRelay();
      const serial = async () => (await shownTo(NAME, tlsPort))?.serial;
      await expect.poll(serial, LONG).toBeDefined();
      const before = await serial();
      makeCertificate(path.join(folder, "acme"), NAME);
      await expect.poll(async () => ![before, undefined].includes(await serial()), LONG).toBe(true);
      expect(process.exitCode).toBeNull();
    });

    test("serves without TLS until there is a certificate, and then ends to be started with it", async () => {
      const { port, tlsPort, process } = await startRelay();
      expect(await tcpAnswers(port)).toBe(true);
      expect(await tcpAnswers(tlsPort)).toBe(false);
      makeCertificate(path.join(folder, "acme"), NAME);
      await expect.poll(() => process.exitCode, LONG).not.toBeNull();
    });
  },
);

/** Its length with IPv4 addresses. */
const HEAD_BYTES = 28;
/** What begins a connection that a proxy hands on (PROXY protocol, version 2). */
const PROXY = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

describe.skipIf(!which("haproxy") || !which("turnserver") || !which("openssl"))(
  "port 443",
  { timeout: 60_000 },
  () => {
    test("leads who asks for the relay's name to coturn, and everybody else to Caddy with their address", async () => {
      makeCertificate(path.join(folder, "acme"), NAME);
      const { tlsPort, process: first } = await startRelay();
      const other = await startRelay(second);
      const heard: Buffer[] = [];
      const caddy = createServer((socket) => {
        socket.on("error", () => {});
        let said = Buffer.alloc(0);
        // The head may come before what the client said.
        socket.on("data", (chunk) => {
          said = Buffer.concat([said, chunk]);
          if (said.length < HEAD_BYTES + 2) return;
          heard.push(said);
          socket.destroy();
        });
      }).listen(0, "127.0.0.1");
      const [port, caddyPort] = [await freePort(), (caddy.address() as { port: number }).port];
      const splitter = program("haproxy", ["-f", path.join(ROOT, "deploy/splitter/haproxy.cfg")], {
        env: {
          PEAL_TURN_NAME: NAME,
          SPLITTER_BIND: `127.0.0.1:${port}`,
          CADDY_UPSTREAM: `127.0.0.1:${caddyPort}`,
          COTURN_UPSTREAM: `127.0.0.1:${tlsPort}`,
          COTURN_2_UPSTREAM: `127.0.0.1:${other.tlsPort}`,
        },
      });
      await expect.poll(async () => (await shownTo(NAME, port))?.name, LONG).toBe(NAME);
      expect(heard).toEqual([]);
      for (const name of [VALUES.PEAL_NAME ?? "", `x${NAME}`]) {
        expect(await shownTo(name, port)).toBeUndefined();
        const first = heard.pop();
        expect(first?.subarray(0, 12)).toEqual(PROXY);
        // After the head with the address comes what the client said: a ClientHello, not decrypted.
        expect(first?.readUInt16BE(14)).toBe(HEAD_BYTES - 16);
        expect(first?.subarray(16, 20)).toEqual(Buffer.from([127, 0, 0, 1]));
        expect(first?.subarray(HEAD_BYTES, HEAD_BYTES + 2)).toEqual(Buffer.from([0x16, 0x03]));
      }
      // Of two relays one is lost: who asks from now on comes to the other.
      if (first.pid) process.kill(-first.pid, "SIGKILL");
      await expect.poll(() => tcpAnswers(tlsPort), LONG).toBe(false);
      for (let time = 0; time < 4; time++)
        await expect.poll(async () => (await shownTo(NAME, port))?.name, LONG).toBe(NAME);
      expect(splitter.output()).not.toMatch(/parsing|Fatal/);
      caddy.close();
    });
  },
);
