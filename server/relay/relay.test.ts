import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { mintAnswer } from "../calls/admit";
import { config } from "../config";
import { tellRoundTrips } from "../regions/tell";
import { testDatabase, world } from "../testing";
import { iceServersFor } from "./ice-servers";
import { changeRelaySettings, getRelaySettings, isRelayOnly } from "./settings";

const db = await testDatabase();
const urls = [
  "stun:127.0.0.1:3478",
  "turn:127.0.0.1:3478?transport=udp",
  "turns:127.0.0.1:5349?transport=tcp",
];
const secret = "a secret of the relay alone";
/** This server has these relays, and its own rule. */
const has = (relays: string[], onlyRelay = false) =>
  Object.assign(config(), {
    PEAL_TURN_URLS: relays,
    PEAL_TURN_SECRET: secret,
    PEAL_RELAY_ONLY: onlyRelay,
  });
afterEach(() => {
  has([]);
  Object.assign(config(), { PEAL_SFU_NODES: undefined, PEAL_TURN_REGIONS: undefined });
});

describe("M3 the relay", () => {
  it("gives credentials for each relay that end after five minutes and name nobody", async () => {
    has(urls);
    const { ana } = await world(db, "Ana");
    const given = await iceServersFor(db, ana.actor());
    expect(given).toMatchObject({ iceTransportPolicy: "all", ttl: 300 });
    expect(given.iceServers.map((one) => one.urls)).toEqual(urls.map((url) => [url]));
    const [stun, ...turns] = given.iceServers;
    expect(stun).not.toHaveProperty("credential");
    for (const { username = "", credential } of turns) {
      const signed = createHmac("sha1", secret).update(username).digest("base64");
      expect(credential).toBe(signed);
      expect(username).not.toContain(ana.id);
      const leftS = Number(username.split(":")[0]) - Date.now() / 1000;
      expect(leftS).toBeGreaterThan(280);
      expect(leftS).toBeLessThan(301);
    }
  });

  it("of several regions the nearest one's are offered, two at least", async () => {
    const node = (name: string, region: string) => ({
      name,
      region,
      url: "http://x:1",
      publicUrl: "ws://x:1",
    });
    const relays = {
      eu: ["turn:eu-1:3478?transport=udp", "turn:eu-1:3478?transport=tcp"],
      us: ["turn:us-1:3478", "turn:us-2:3478"],
    };
    has(Object.values(relays).flat());
    Object.assign(config(), {
      PEAL_SFU_NODES: [node("a", "eu"), node("b", "us")],
      PEAL_TURN_REGIONS: relays,
    });
    const { ana } = await world(db, "Ana");
    const offered = async () => (await iceServersFor(db, ana.actor())).iceServers.flatMap((one) => one.urls);
    const tell = (eu: number, us: number) =>
      tellRoundTrips(db, ana.actor(), {
        roundTrips: [
          { region: "eu", ms: eu },
          { region: "us", ms: us },
        ],
      });
    await tell(90, 20);
    expect(await offered()).toEqual(relays.us);
    await tell(20, 90);
    expect(await offered(), "one relay may be lost: the next region has others").toEqual([
      ...relays.eu,
      ...relays.us,
    ]);
  });

  it("a person chooses it alone, for every connection that follows and for nobody else", async () => {
    has(urls);
    const { ana, bo } = await world(db, "Ana", "Bo");
    expect(await getRelaySettings(db, ana.actor())).toEqual({
      isRelayOnly: false,
      isForced: false,
      hasRelay: true,
    });
    await changeRelaySettings(db, ana.actor(), { isRelayOnly: true });
    expect(await isRelayOnly(db, ana.id)).toBe(true);
    expect(await isRelayOnly(db, bo.id)).toBe(false);
    expect((await iceServersFor(db, ana.actor())).iceTransportPolicy).toBe("relay");
    const place = { callId: crypto.randomUUID(), admissionId: crypto.randomUUID(), isEncrypted: true };
    for (const [one, expected] of [
      [ana, true],
      [bo, false],
    ] as const) {
      expect(await mintAnswer({ db, userId: one.id }, place)).toMatchObject({ isRelayOnly: expected });
    }
    await changeRelaySettings(db, ana.actor(), { isRelayOnly: false });
    expect(await isRelayOnly(db, ana.id)).toBe(false);
  });

  it("where there is no relay nobody can choose to be without a way, and what was chosen can be undone", async () => {
    const { ana } = await world(db, "Ana");
    await expect(changeRelaySettings(db, ana.actor(), { isRelayOnly: true })).rejects.toMatchObject({
      problem: { code: "no_relay" },
    });
    expect(await isRelayOnly(db, ana.id)).toBe(false);
    expect((await iceServersFor(db, ana.actor())).iceServers).toEqual([]);
    has(urls);
    await changeRelaySettings(db, ana.actor(), { isRelayOnly: true });
    has([]);
    expect(await changeRelaySettings(db, ana.actor(), { isRelayOnly: false })).toMatchObject({
      isRelayOnly: false,
    });
  });

  it("the server's own rule holds for everybody, whatever they chose", async () => {
    has(urls, true);
    const { ana } = await world(db, "Ana");
    expect(await isRelayOnly(db, ana.id)).toBe(true);
    expect(await getRelaySettings(db, ana.actor())).toMatchObject({ isForced: true, isRelayOnly: false });
    expect((await iceServersFor(db, ana.actor())).iceTransportPolicy).toBe("relay");
  });
});
