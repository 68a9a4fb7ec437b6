import { type Device, expect, test } from "../people";
import { leakKeys } from "./kept-keys";
import { lightCrowd, type LightClient } from "./light-client";

const IS_LONG = process.env.PEAL_LONG === "1";
/** The row is 20 and 10. */
const JOINING = IS_LONG ? 20 : 8;
const LEAVING = IS_LONG ? 10 : 4;
const JOIN_MS = 2_000;
const LEAVE_MS = 1_000;
/** The row says 4 s after the last came or left; the short run, beside whatever else the machine does, has more time. */
const WITHIN_MS = IS_LONG ? 4_000 : 10_000;

/** What somebody has: a fingerprint of each key by sender and number, and which of their own they send under. */
type Holding = { admissionId: string; current: string; keys: Record<string, string> };
const SALT = "a fingerprint";

async function fingerprint(material: CryptoKey): Promise<string> {
  const salt = new TextEncoder().encode(SALT);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array() };
  return Buffer.from(await crypto.subtle.deriveBits(how, material, 128)).toString("hex");
}

async function holdingOf({ admissionId, sink }: LightClient): Promise<Holding> {
  const keys: Record<string, string> = {};
  for (const [name, text] of sink.keys) {
    const raw = Buffer.from(text, "base64url");
    keys[name] = await fingerprint(await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits"]));
  }
  return { admissionId, keys, current: keys[`${admissionId} ${sink.current}`] ?? "" };
}

/** The same of a browser: a second tab hears each key that its worker is given. */
async function watchKeys(device: Device): Promise<() => Promise<Holding>> {
  await leakKeys(device);
  const tab = await device.tab("/robots.txt");
  await tab.evaluate((given) => {
    const held = { keys: {} as Record<string, string>, current: {} as Record<string, string> };
    Object.assign(window, { held });
    new BroadcastChannel("leaked keys").addEventListener("message", async ({ data }) => {
      const { participantIdentity: of, keyIndex, key, updateCurrentKeyIndex } = data;
      const salt = new TextEncoder().encode(given);
      const how = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array() };
      const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 128));
      const text = [...bits].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      held.keys[`${of} ${keyIndex}`] = text;
      if (updateCurrentKeyIndex) held.current[of] = text;
    });
  }, SALT);
  return async () => {
    const admissionId = (await device.api.state()).call?.admissionId ?? "";
    type Held = { keys: Record<string, string>; current: Record<string, string> };
    const { keys, current } = await tab.evaluate(() => (window as unknown as { held: Held }).held);
    return { admissionId, keys, current: current[admissionId] ?? "" };
  };
}

/** The pairs of whom one cannot read the other. */
function blindOf(all: Holding[]): string[] {
  const has = (reader: Holding, { admissionId, current }: Holding) =>
    current !== "" &&
    Object.entries(reader.keys).some(([name, key]) => name.startsWith(admissionId) && key === current);
  return all.flatMap((reader) =>
    all
      .filter((sender) => sender !== reader && !has(reader, sender))
      .map((sender) => `${reader.admissionId} cannot read ${sender.admissionId}`),
  );
}

/** Does something to each, spread over a time. */
async function spread<T>(all: T[], ms: number, act: (one: T) => Promise<void>): Promise<void> {
  await Promise.all(
    all.map(async (one, at) => {
      await new Promise((resume) => setTimeout(resume, (at * ms) / all.length));
      await act(one);
    }),
  );
}

test(`F26 ${JOINING} join within 2 s and ${LEAVING} leave within 1 s, and everyone has everyone's keys`, {
  tag: "@long",
}, async ({ people, appUrl }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const browsers = [await watchKeys(ana), await watchKeys(bo)];
  await bo.opens("/");
  const env = JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>;
  const crowd = await lightCrowd({ url: appUrl, env }, JOINING, ana.id);
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const callId = (await ana.api.state()).call?.callId ?? "";

  const holdings = async (clients: LightClient[]) =>
    await Promise.all([...browsers.map((held) => held()), ...clients.map(holdingOf)]);
  /** One process does the sums of the whole crowd here: its own processor time is no delay of theirs. */
  const settles = async (wrong: () => Promise<string[]>, what: string) => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const sums = () => (process.cpuUsage(used).user + process.cpuUsage(used).system) / 1_000;
    await expect.poll(wrong, { message: what, intervals: [100] }).toEqual([]);
    const [ms, own] = [performance.now() - began, sums()];
    console.log(
      `F26 ${what}: after ${Math.round(ms)} ms, of which the crowd's sums took ${Math.round(own)} ms`,
    );
    expect(ms - own, what).toBeLessThan(WITHIN_MS);
  };

  await ana.api.addPeople(
    callId,
    crowd.map(({ device }) => device.userId),
  );
  await spread(crowd, JOIN_MS, (client) => client.answers(callId));
  await settles(async () => blindOf(await holdings(crowd)), "every pair after all have come");

  const [leavers, stayers] = [crowd.slice(0, LEAVING), crowd.slice(LEAVING)];
  await spread(leavers, LEAVE_MS, (client) => client.leaves());
  // Rule 2: nobody sends under a key that somebody has who left, the fresh ones of those who left first among them.
  const gone = await Promise.all(leavers.map(holdingOf));
  const known = new Set(gone.flatMap(({ keys }) => Object.values(keys)));
  await settles(async () => {
    const now = await holdings(stayers);
    const stale = now.filter(({ current }) => known.has(current));
    return [...stale.map(({ admissionId }) => `${admissionId} has no fresh key`), ...blindOf(now)];
  }, "every pair after some have left");
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  for (const client of crowd) client.close();
});
