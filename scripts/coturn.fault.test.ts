import { createSocket, type Socket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sleep } from "./start/alive.mjs";
import { findCoturn, refusalOf, startCoturn } from "./start/coturn.mjs";
import { isOldCoturn } from "./start/coturn-version.mjs";
import { credentialsUntil } from "./start/stun.mjs";
import { addressBytes, TurnClient } from "./turn-client";

/** Stands for the SFU: loopback has more addresses than one. */
const SFU = "127.0.0.2";
const HOST = "127.0.0.1";
const SECRET = "a secret of this test alone";
const FORBIDDEN = {
  loopback: ["127.0.0.1", "127.0.0.3", "127.1.2.3", "0.0.0.0"],
  private: ["10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1"],
  "link-local and metadata": ["169.254.0.1", "169.254.169.254"],
  "public, multicast and broadcast": ["8.8.8.8", "224.0.0.1", "255.255.255.255"],
  "loopback in IPv6": ["::1", "::", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
  "the rest in IPv6": [
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:192.168.1.1",
    "fe80::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
  ],
};

const soon = () => Math.floor(Date.now() / 1000) + 300;
const coturn = findCoturn();

/** What arrives at an address. */
async function listen(address: string): Promise<{ heard: string[]; port: number; socket: Socket }> {
  const socket = createSocket("udp4");
  const heard: string[] = [];
  socket.on("message", (message) => heard.push(String(message)));
  await new Promise<void>((bound) => socket.bind(0, address, bound));
  return { heard, port: socket.address().port, socket };
}

describe.skipIf(!coturn || process.platform !== "linux")(
  `F32 coturn ${coturn?.version ?? ""} as we start it`,
  () => {
    let relay: NonNullable<Awaited<ReturnType<typeof startCoturn>>>;
    let client: TurnClient;
    const folder = mkdtempSync(path.join(tmpdir(), "peal-coturn-"));
    beforeAll(async () => {
      const started = await startCoturn({ dataDir: folder, secret: SECRET, address: HOST, allowedPeer: SFU });
      if (!started) throw new Error("coturn was there a moment ago");
      relay = started;
      client = new TurnClient(relay, credentialsUntil(soon(), SECRET));
      expect((await client.allocate()).code).toBe(0);
    });
    afterAll(async () => {
      client.close();
      await relay.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(Object.entries(FORBIDDEN))("relays to no address of: %s", async (_, addresses) => {
      for (const address of addresses) {
        expect(addressBytes(address)).toHaveLength(address.includes(":") ? 16 : 4);
        // 403: forbidden; 443: an IPv6 peer of an IPv4 relay.
        expect([403, 443], `a permission for ${address}`).toContain((await client.permission(address)).code);
        expect([400, 403, 443], `a channel to ${address}`).toContain((await client.channel(address)).code);
      }
    });

    test("the SFU's own address is allowed, and hears what is sent; no other one hears anything", async () => {
      const [sfu, other] = await Promise.all([listen(SFU), listen(HOST)]);
      expect((await client.permission(SFU, sfu.port)).code).toBe(0);
      for (const address of [HOST, `::ffff:${HOST}`, "::1"]) client.send(address, other.port, "not for you");
      client.send(SFU, sfu.port, "for the SFU");
      await expect.poll(() => sfu.heard).toEqual(["for the SFU"]);
      await sleep(300);
      expect(other.heard).toEqual([]);
      sfu.socket.close();
      other.socket.close();
    });

    test("gives no relayed address of IPv6, with which an old version could be led astray", async () => {
      const second = new TurnClient(relay, credentialsUntil(soon(), SECRET));
      expect((await second.allocate({ family: 6 })).code).toBe(440);
      second.close();
    });

    test("refuses credentials that have ended, and those of another secret", async () => {
      for (const wrong of [credentialsUntil(soon() - 600, SECRET), credentialsUntil(soon(), "another")]) {
        const stranger = new TurnClient(relay, wrong);
        expect((await stranger.allocate()).code).toBe(401);
        stranger.close();
      }
    });
  },
);

describe.skipIf(!coturn || process.platform !== "linux")("who comes to the relay", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-coturn-crowd-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const clients: TurnClient[] = [];
  /**
   * Asks for a relayed address for each, all at once; the replies' codes, 0 where one was given. The clients stay: another one on the same
   * port would be taken for the first.
   */
  const ask = (server: { host: string; port: number }, names: string[]) =>
    Promise.all(
      names.map(async (name) => {
        const client = new TurnClient(server, credentialsUntil(soon(), SECRET, name));
        clients.push(client);
        return (await client.allocate()).code;
      }),
    );

  test("is let in, also twelve at once right after its start, and one who reconnects three times", async () => {
    const relay = await startCoturn({ dataDir: folder, secret: SECRET });
    if (!relay) throw new Error("coturn was there a moment ago");
    try {
      const names = Array.from({ length: 12 }, (_, at) => `somebody-${at}`);
      expect(await ask(relay, names)).toEqual(names.map(() => 0));
      const again = Array.from({ length: 24 }, () => "somebody-in-trouble");
      expect(await ask(relay, again)).toEqual(again.map(() => 0));
      // 486: the quota of one user.
      const greedy = Array.from({ length: 60 }, () => "somebody-greedy");
      expect(new Set(await ask(relay, greedy))).toEqual(new Set([0, 486]));
    } finally {
      for (const client of clients) client.close();
      await relay.stop();
    }
  });
});

describe("F32 old versions of coturn", () => {
  test.each([
    ["4.6.1", true],
    ["4.8.0", true],
    ["4.9", false],
    ["4.9.0", false],
    ["4.10.2", false],
    ["5.0", false],
    ["0", true],
    ["", true],
  ])("%s is old: %s", (version, isOld) => expect(isOldCoturn(version)).toBe(isOld));

  test("serve on loopback and on networks that only tests have, and are refused elsewhere with words", () => {
    for (const address of ["127.0.0.1", "127.0.0.2", "198.18.4.1"])
      expect(refusalOf("4.6.1", address)).toBeUndefined();
    for (const address of ["192.168.1.7", "0.0.0.0", "::1", "::", "203.0.113.9", "198.20.0.1"]) {
      expect(refusalOf("4.6.1", address)?.message).toContain(`may not listen on ${address}`);
      expect(refusalOf("4.9.0", address)).toBeUndefined();
    }
  });

  test.skipIf(!coturn || !isOldCoturn(coturn.version))("the one that is installed here too", async () => {
    await expect(startCoturn({ dataDir: tmpdir(), address: "192.0.2.1" })).rejects.toThrow("may not listen");
  });
});
