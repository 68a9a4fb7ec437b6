import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { config } from "../config";
import { problemOf } from "../errors";
import { databaseAhead, testDatabase, type TestDevice, world } from "../testing";
import { roundTripsInput } from "./contract";
import { listRegions, regionPlacesNow } from "./list";
import { meanDistances, meanRoundTrips, nearestFirst } from "./nearest";
import { tellRoundTrips } from "./tell";

const db = await testDatabase();
const node = (name: string, region: string) => ({
  name,
  region,
  url: "http://10.0.0.5:7880",
  publicUrl: `wss://${name}.example.org/livekit`,
});
beforeEach(() => {
  Object.assign(config(), {
    PEAL_SFU_NODES: [node("a", "eu"), node("b", "eu"), node("c", "us")],
  });
});

const tell = (device: TestDevice, distances: Record<string, number>) =>
  tellRoundTrips(db, device.actor, {
    roundTrips: Object.entries(distances).map(([region, ms]) => ({ region, ms })),
  });
const on = ({ id, userId }: TestDevice) => ({ userId, deviceId: id });
const told = async () => await db.execute(sql`select region, ms from device_round_trips order by region`);

describe("M7 regions", () => {
  it("are those that the nodes name, with where to ask; where all is in one nothing is to be asked", () => {
    expect(regionPlacesNow()).toEqual([
      { region: "eu", urls: ["https://a.example.org/livekit", "https://b.example.org/livekit"] },
      { region: "us", urls: ["https://c.example.org/livekit"] },
    ]);
    Object.assign(config(), { PEAL_SFU_NODES: [node("a", "eu"), node("b", "eu")] });
    expect(regionPlacesNow()).toEqual([]);
    Object.assign(config(), { PEAL_SFU_NODES: undefined });
    expect(listRegions()).toEqual([]);
  });

  it.each<[string, Record<string, number>[], Record<string, number>]>([
    ["one person", [{ eu: 20, us: 110 }], { eu: 20, us: 110 }],
    [
      "two who are far apart",
      [
        { eu: 20, us: 110 },
        { eu: 90, us: 30 },
      ],
      { eu: 55, us: 70 },
    ],
    [
      "the third decides",
      [
        { eu: 20, us: 110 },
        { eu: 90, us: 30 },
        { eu: 100, us: 10 },
      ],
      { eu: 70, us: 50 },
    ],
    ["who has told nothing does not count", [{ eu: 20, us: 110 }, {}], { eu: 20, us: 110 }],
    [
      "a region that did not answer is as far as can be",
      [{ eu: 20, us: 110 }, { us: 30 }],
      { eu: 510, us: 70 },
    ],
    ["a region that is no more does not count", [{ asia: 5 }], {}],
    ["nobody has told anything", [{}, {}], {}],
  ])("mean distance: %s", (_what, people, means) => {
    const distances = people.map((one) => new Map(Object.entries(one)));
    expect(Object.fromEntries(meanDistances(["eu", "us"], distances))).toEqual(means);
  });

  it("the mean is of the devices that people are on, else of what they were on last, within two days", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    const phone = await bo.addDevice("Phone");
    await tell(ana.device, { eu: 10, us: 100 });
    await tell(phone, { eu: 200, us: 20 });
    await tell(bo.device, { eu: 30, us: 120 });
    const people = (of: TestDevice | null) => [
      on(ana.device),
      of ? on(of) : { userId: bo.id, deviceId: null },
      on(cy.device),
    ];
    expect(await meanRoundTrips(db, people(phone))).toEqual(
      new Map([
        ["eu", 105],
        ["us", 60],
      ]),
    );
    expect(await meanRoundTrips(db, people(null))).toEqual(
      new Map([
        ["eu", 20],
        ["us", 110],
      ]),
    );
    expect(await nearestFirst(db, on(phone))).toEqual(["us", "eu"]);
    expect(await nearestFirst(db, on(cy.device))).toEqual(["eu", "us"]);
    expect(await meanRoundTrips(databaseAhead("49 hours"), people(phone))).toEqual(new Map());
  });

  it("what a device tells replaces what it told; an unknown region, or a distance that is none, changes nothing", async () => {
    await db.execute(sql`delete from device_round_trips`);
    const { ana } = await world(db, "Ana");
    await tell(ana.device, { eu: 10, us: 100 });
    await tell(ana.device, { us: 90 });
    expect(await told()).toEqual([{ region: "us", ms: 90 }]);
    const refused = await tell(ana.device, { us: 5, mars: 1 }).catch(problemOf);
    expect(refused).toEqual({ code: "unknown_region" });
    expect(await told()).toEqual([{ region: "us", ms: 90 }]);
    for (const wrong of [-1, 1_001, 2.5, Number.NaN, "5"])
      expect(roundTripsInput.safeParse({ roundTrips: [{ region: "us", ms: wrong }] }).success).toBe(false);
    expect(roundTripsInput.safeParse({ roundTrips: [{ region: "us' or 1", ms: 5 }] }).success).toBe(false);
  });
});
