import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { lanAddress6, lanAddresses } from "./start/addresses.mjs";
import { ensureCertificate } from "./start/certificate.mjs";
import { coturnConfig, findCoturn, refusalOf } from "./start/coturn.mjs";
import { liveKitConfig } from "./start/livekit.mjs";
import { inviteDevice } from "./start/lan.mjs";
import { freePort, tcpAnswers } from "./start/ports.mjs";
import { which } from "./start/run.mjs";
import { startServices } from "./start/services.mjs";
import { startTrustPage } from "./start/trust-page.mjs";

const DAY_MS = 24 * 60 * 60 * 1000;
const LAN = "192.168.7.5";
const hasOpenssl = which("openssl") !== undefined;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "peal-lan-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (addresses = [LAN], now = Date.now()) => ensureCertificate({ folder, addresses, now });
type Made = Awaited<ReturnType<typeof make>>;

/** Why a client that trusts the CA alone refuses the server under this name, or null. */
async function refusal({ key, cert, ca }: Made, name: string): Promise<string | null> {
  const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const checkServerIdentity = (_: string, peer: tls.PeerCertificate) => tls.checkServerIdentity(name, peer);
  try {
    return await new Promise((resolve) => {
      const socket = tls.connect(
        { port, host: "127.0.0.1", ca: readFileSync(ca), checkServerIdentity },
        () => {
          socket.destroy();
          resolve(null);
        },
      );
      socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  } finally {
    server.close();
  }
}

describe.skipIf(!hasOpenssl)("the certificate of --lan", () => {
  test("is good for the address, 127.0.0.1 and localhost with a client that trusts the CA, and for no other name", async () => {
    const made = await make([LAN, "10.0.0.9"]);
    expect(made.made).toBe("ca");
    for (const name of [LAN, "10.0.0.9", "127.0.0.1", "localhost"])
      expect(await refusal(made, name)).toBeNull();
    expect(await refusal(made, "192.168.7.6")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const verify = ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", made.ca];
    expect(
      spawnSync("openssl", [...verify, "-verify_ip", LAN, made.cert], { encoding: "utf8" }).stdout,
    ).toMatch(/OK$/m);
    const days = Date.parse(new X509Certificate(readFileSync(made.cert)).validTo) - Date.now();
    expect(days).toBeLessThanOrEqual(397 * DAY_MS);
    expect(new X509Certificate(readFileSync(made.ca)).ca).toBe(true);
  });

  test("keys are for their owner alone, and nothing else is left in the folder", async () => {
    await make();
    expect(readdirSync(folder).toSorted()).toEqual(["ca.crt", "ca.key", "server.crt", "server.key"]);
    for (const name of ["ca.key", "server.key"])
      expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
  });

  test("its CA cannot vouch for a name outside, even with its key", async () => {
    const { ca } = await make();
    const at = (name: string) => path.join(folder, name);
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("x.key")];
    const run = (...args: string[]) => spawnSync("openssl", args, { encoding: "utf8" });
    run("req", "-new", ...key, "-subj", "/CN=x", "-out", at("x.csr"));
    writeFileSync(at("x.cnf"), "subjectAltName=DNS:bank.example\n");
    const by = ["-CA", ca, "-CAkey", at("ca.key"), "-set_serial", "7", "-days", "9"];
    run("x509", "-req", "-in", at("x.csr"), ...by, "-extfile", at("x.cnf"), "-out", at("x.crt"));
    expect(run("verify", "-CAfile", ca, at("x.crt")).stderr).toMatch(/permitted subtree violation/);
  });

  test("a second start takes it as it is", async () => {
    const first = await make();
    const before = readFileSync(first.cert);
    expect(await make()).toEqual({ ...first, made: "nothing" });
    expect(readFileSync(first.cert)).toEqual(before);
  });

  test("another address, or less than 30 days left, renews it; the CA that devices trust stays", async () => {
    const first = await make();
    const moved = await make(["10.0.0.9"]);
    expect(moved).toMatchObject({ made: "certificate", fingerprint: first.fingerprint });
    expect(await refusal(moved, "10.0.0.9")).toBeNull();
    expect((await make(["10.0.0.9"], Date.now() + 360 * DAY_MS)).made).toBe("nothing");
    expect((await make(["10.0.0.9"], Date.now() + 368 * DAY_MS)).made).toBe("certificate");
  });

  test("broken files, or a key of another certificate, are made anew", async () => {
    const first = await make();
    writeFileSync(first.cert, "half a fi");
    expect((await make()).made).toBe("certificate");
    writeFileSync(path.join(folder, "ca.key"), readFileSync(first.key));
    const again = await make();
    expect(again.made).toBe("ca");
    expect(await refusal(again, LAN)).toBeNull();
  });

  test("without openssl it says what to install", async () => {
    vi.stubEnv("PATH", folder);
    await expect(make()).rejects.toMatchObject({
      message: expect.stringContaining("openssl is not on the PATH"),
      remedies: [expect.stringContaining("apt install openssl")],
    });
    vi.unstubAllEnvs();
  });
});

describe("the address of --lan", () => {
  const one = (address: string, more = {}) =>
    ({ address, family: "IPv4", internal: false, netmask: "", mac: "", cidr: null, ...more }) as never;
  const there = {
    lo: [one("127.0.0.1", { internal: true })],
    docker0: [one("172.17.0.1")],
    eth0: [
      one("fe80::2", { family: "IPv6", scopeid: 3 }),
      one("fd00::2", { family: "IPv6", scopeid: 0 }),
      one("192.168.7.5"),
    ],
    wlan0: [one("192.168.7.6"), one("169.254.1.1")],
  };

  test("is one that a phone can reach: no loopback, no container's network", () => {
    expect(lanAddresses("", there)).toEqual(["192.168.7.5", "192.168.7.6"]);
    expect(lanAddresses("", { docker0: there.docker0 })).toEqual(["172.17.0.1"]);
  });

  test("is the one that is wished for, if the machine has it", () => {
    expect(lanAddresses("172.17.0.1", there)[0]).toBe("172.17.0.1");
    expect(() => lanAddresses("192.168.7.9", there)).toThrow("PEAL_LAN_IP=192.168.7.9");
    expect(() => lanAddresses("", { lo: there.lo })).toThrow("no address in a network");
  });

  test("M3 has one of IPv6 beside it where the same network has, and not that of a link alone", () => {
    expect(lanAddress6("192.168.7.5", there)).toBe("fd00::2");
    expect(lanAddress6("192.168.7.6", there)).toBeUndefined();
    expect(lanAddress6(undefined, there)).toBeUndefined();
  });
});

test.skipIf(!hasOpenssl)(
  "the page on plain http hands out the CA, with the steps of the device that asks opened",
  async () => {
    const { ca, fingerprint } = await make();
    const port = await freePort();
    const page = await startTrustPage({
      port,
      ca,
      url: `https://${LAN}:3000`,
      host: "127.0.0.1",
    });
    const get = (at: string, agent = "") =>
      fetch(`http://127.0.0.1:${port}${at}`, { headers: { "user-agent": agent } });
    try {
      const file = await get("/peal-ca.crt");
      expect(file.headers.get("content-type")).toBe("application/x-x509-ca-cert");
      expect(new X509Certificate(await file.text()).fingerprint256).toBe(fingerprint);
      const opened = async (agent: string) =>
        /<details open><summary>([^<]+)/.exec(await (await get("/", agent)).text())?.[1];
      expect(await opened("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Safari/604.1")).toBe(
        "iPhone, iPad",
      );
      expect(await opened("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36")).toBe(
        "Android",
      );
      expect(await opened("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15")).toBe("Mac");
      expect(await opened("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0")).toBe("Windows");
      expect(await opened("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")).toMatch("Linux");
      expect(await opened("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toMatch(
        "Firefox",
      );
      expect(await opened("curl")).toBeUndefined();
      const words = await (await get("/")).text();
      expect(words).toContain(`href="https://${LAN}:3000"`);
      for (const path of ["/ca.key", "/../ca.key", "/%2e%2e/ca.key", "/server.key"]) {
        expect((await get(path)).status).toBe(404);
      }
    } finally {
      await page.stop();
    }
    expect(await tcpAnswers(port)).toBe(false);
  },
);

test("the invitation names the addresses, the fingerprint and the ports, with a QR code of the page", async () => {
  const lan = { url: `https://${LAN}:3000`, pageUrl: `http://${LAN}:3001`, fingerprint: "AA:BB" };
  const words = await inviteDevice(lan, { tcp: [7881, 3478], udp: [7882, 3478] });
  expect(words).toMatch(/█▀▄|▄▄▄/);
  expect(words).toContain(`open ${lan.pageUrl},`);
  expect(words).toContain(`open ${lan.url} on`);
  expect(words).toContain("AA:BB");
  expect(words).toContain("TCP 3000, 3001, 7881, 3478 and UDP 7882, 3478.");
});

describe("F32 the relay of --lan", () => {
  test("has the address as its only peer, and no loopback peers", () => {
    const config = coturnConfig({ port: 1, secret: "s", address: LAN, allowedPeer: LAN, folder });
    expect(config.match(/^(?:listening|relay|allowed-peer)-ip=.*$/gm)).toEqual([
      `listening-ip=${LAN}`,
      `relay-ip=${LAN}`,
      `allowed-peer-ip=${LAN}`,
    ]);
    expect(config).not.toMatch(/^allow-loopback-peers/m);
    expect(config).toMatch(/^denied-peer-ip=0\.0\.0\.0-255\.255\.255\.255$/m);
  });
});

test("M3 LiveKit takes an address of IPv6 beside that of IPv4", () => {
  const ports = { http: 1, udp: 2, tcp: 3 };
  const words = { key: "key", secret: "secret", webhookUrl: "https://one/", turns: [] };
  const rtcOf = (more: { address6?: string }) =>
    parse(liveKitConfig({ ports, address: "192.168.7.5", ...words, ...more })).rtc;
  expect(rtcOf({ address6: "fd00::2" })).toMatchObject({
    node_ip: "192.168.7.5,fd00::2",
    ips: { includes: ["192.168.7.5/32", "fd00::2/128"] },
  });
  expect(rtcOf({})).toMatchObject({ node_ip: "192.168.7.5", ips: { includes: ["192.168.7.5/32"] } });
});

/** An address of this machine outside loopback, if it is in a network. */
const own = (() => {
  try {
    return lanAddresses()[0];
  } catch {
    return undefined;
  }
})();

test.skipIf(!own)(
  "LiveKit and coturn themselves run on the address, signalling stays on loopback",
  async () => {
    const address = own as string;
    const services = await startServices({
      dataDir: folder,
      url: `https://${address}:1`,
      address,
      given: { DATABASE_URL: "unused" },
    });
    try {
      const { rtc, webhook } = parse(readFileSync(path.join(folder, "livekit.yaml"), "utf8"));
      expect(rtc).toMatchObject({ node_ip: address, ips: { includes: [`${address}/32`] } });
      expect(webhook.urls).toEqual([`https://${address}:1/api/webhooks/livekit`]);
      expect(rtc.stun_servers).toEqual([expect.stringMatching(new RegExp(`^${address}:`))]);
      const signalling = Number(new URL(services.env.LIVEKIT_URL ?? "").port);
      expect(await tcpAnswers(signalling)).toBe(true);
      expect(await tcpAnswers(signalling, address)).toBe(false);
      expect(await tcpAnswers(rtc.tcp_port, address)).toBe(true);
      const coturn = findCoturn();
      // An old one does not run there.
      if (coturn && !refusalOf(coturn.version, address)) {
        const turn = Number(rtc.stun_servers[0].split(":")[1]);
        expect(await tcpAnswers(turn, address)).toBe(true);
        expect(await tcpAnswers(turn)).toBe(false);
      }
    } finally {
      await services.stop();
    }
  },
  60_000,
);
