import { execFile } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test as base } from "@playwright/test";
import type { Link } from "../support/netshape/link";
import { type Network, openNetwork } from "../support/netshape/network";
import { whyNot } from "../support/netshape/people";

const PROBER = path.resolve(import.meta.dirname, "../support/netshape/prober.mjs");
const run = promisify(execFile);

type Probe = { count?: number; bytes?: number; everyMs?: number; isIPv6?: boolean };
/** How long each packet took that came back from an echo outside, in ms, by its number. */
type Prober = (link: Link, how?: Probe) => Promise<Record<number, number>>;

async function openEcho(host: string): Promise<Socket> {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  socket.on("message", (message, from) => socket.send(message, from.port, from.address));
  await new Promise<void>((bound) => socket.bind(0, host, bound));
  return socket;
}

const test = base.extend<{ network: Network; probe: Prober }>({
  // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads here that it needs nothing
  network: async ({}, use) => {
    const network = await openNetwork();
    await use(network);
    await network.close();
  },
  probe: async ({ network }, use) => {
    const [host, host6] = [network.outside(2), await network.addIPv6()];
    const [echo, echo6] = [await openEcho(host), await openEcho(host6)];
    await use(async (link, { count = 20, bytes = 100, everyMs = 5, isIPv6 = false } = {}) => {
      const { port } = (isIPv6 ? echo6 : echo).address();
      const numbers = [port, count, bytes, everyMs].map(String);
      const inside = [`--net=/run/netns/${link.namespace}`, process.execPath, PROBER];
      const { stdout } = await run("nsenter", [...inside, isIPv6 ? host6 : host, ...numbers]);
      return JSON.parse(stdout) as Record<number, number>;
    });
    echo.close();
    echo6.close();
  },
});
const countOf = (took: Record<number, number>) => Object.keys(took).length;
const median = (took: Record<number, number>) =>
  Object.values(took).toSorted((one, other) => one - other)[countOf(took) >> 1] ?? Number.NaN;

test.describe("a shaped link", { tag: "@long" }, () => {
  test.skip(...whyNot);

  test("carries everything until it is shaped, and delays by what it is told", async ({ network, probe }) => {
    const link = await network.link();
    expect(countOf(await probe(link))).toBe(20);
    await link.shape({ delayMs: 40, jitterMs: 10 });
    const took = await probe(link);
    expect(countOf(took)).toBe(20);
    // Nothing comes early; how much later a busy machine brings it is not this test's.
    expect(Math.min(...Object.values(took))).toBeGreaterThan(80);
  });

  test("loses the same packets with the same seed, and the share that it is told", async ({
    network,
    probe,
  }) => {
    const rounds: string[][] = [];
    for (const seed of [7, 7, 8]) {
      const link = await network.link(seed);
      await link.shape({ loss: 0.2, burst: 3 }, "up");
      rounds.push(Object.keys(await probe(link, { count: 600, everyMs: 1 })));
    }
    const [one, same, other] = rounds as [string[], string[], string[]];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one.length).toBeGreaterThan(400);
    expect(one.length).toBeLessThan(560);
  });

  test("lets no more through than its rate: what waits too long is dropped", async ({ network, probe }) => {
    const link = await network.link();
    await link.shape({ kbps: 200 }, "up");
    // 1,000 bytes each 20 ms are twice the rate.
    const took = await probe(link, { count: 60, bytes: 1000, everyMs: 20 });
    expect(countOf(took)).toBeLessThan(55);
    expect(median(took)).toBeGreaterThan(100);
    expect((await link.counts()).up.overflowed).toBe(60 - countOf(took));
  });

  test("carries IPv6 too where it has an address in it, also where UDP is closed in IPv4", async ({
    network,
    probe,
  }) => {
    const link = await network.link();
    await link.addIPv6();
    await link.firewall({ udp4: false });
    expect(countOf(await probe(link))).toBe(0);
    expect(countOf(await probe(link, { isIPv6: true }))).toBe(20);
    await link.cut();
    expect(countOf(await probe(link, { isIPv6: true }))).toBe(0);
  });

  test("is cut, mended, unplugged, moved to another address and closed to UDP", async ({
    network,
    probe,
  }) => {
    const link = await network.link();
    await link.cut();
    expect(countOf(await probe(link))).toBe(0);
    await link.mend();
    expect(countOf(await probe(link))).toBe(20);
    await link.unplug();
    expect(countOf(await probe(link))).toBe(0);
    await link.plug(network.freshAddress());
    expect(countOf(await probe(link))).toBe(20);
    await link.firewall({ udp: false });
    expect(countOf(await probe(link))).toBe(0);
    await link.firewall({});
    expect(countOf(await probe(link))).toBe(20);
  });
});
