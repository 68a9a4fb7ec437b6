import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { asActor } from "../auth";
import { users } from "../auth/schema";
import { config } from "../config";
import { limit } from "../limits";
import { refusalOf } from "../meetings/door.fixture";
import { createContext } from "../rpc";
import { testDatabase, world } from "../testing";
import { examineServer } from "./examine";
import { doctorRouter } from "./router";

const db = await testDatabase();

it("P5 the server looks at itself by the doctor's own command, once for all who ask at a time", async () => {
  const looks = [examineServer(), examineServer()];
  expect(looks[0]).toBe(looks[1]);
  const found = await looks[0];
  const stateOf = (name: string) => found?.find((one) => one.name === name)?.state;
  expect([stateOf("Database"), stateOf("Clock"), stateOf("App")]).toEqual(["ok", "ok", "fail"]);
  for (const { state, fix } of found ?? []) expect(fix === undefined).toBe(state === "ok");
  const later = examineServer();
  expect(later).not.toBe(looks[0]);
  await later;
});

it("P5 a command that tells nothing is a finding with what to do", async () => {
  const found = await examineServer({ ...process.env, NODE_OPTIONS: "--require=/not/there" });
  expect(found).toEqual([
    expect.objectContaining({ state: "fail", fix: expect.stringContaining("npm run doctor") }),
  ]);
});

it("P5 for admins alone, and not without end", async () => {
  const { ana } = await world(db, "Ana");
  const caller = doctorRouter.createCaller(asActor(createContext(new Headers()), ana.device.actor));
  const asked = () => caller.heardTrials({ trialIds: [ana.id] });
  expect(await refusalOf(asked())).toBe("not_found");
  await db.update(users).set({ isAdmin: true }).where(eq(users.id, ana.id));
  expect(await asked()).toEqual([]);
  config().PEAL_LIMIT_DOCTOR.points = 1;
  await limit(db, { key: "doctor:server", rate: config().PEAL_LIMIT_DOCTOR });
  expect(await refusalOf(caller.server())).toBe("rate_limited");
});
