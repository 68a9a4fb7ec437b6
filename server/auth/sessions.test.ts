import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { config } from "../config";
import { newProfile, sessionCookieName } from "../cookies";
import { createCallerFactory, createContext } from "../rpc";
import { sessionCookie, type TestPerson, testDatabase, world } from "../testing";
import { devicesRouter } from "../live";
import { claimsOf, readActor, sessionToken, signIn, signOut } from ".";

const db = await testDatabase();
const LAPTOP =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

const attempt = (person: { email: string }, over: Partial<Parameters<typeof signIn>[1]> = {}) =>
  signIn(db, {
    email: person.email,
    password: "a good long password",
    profile: newProfile(),
    userAgent: LAPTOP,
    address: crypto.randomUUID(),
    ...over,
  });

const devicesOf = async (person: TestPerson) => {
  const headers = new Headers({ cookie: await sessionCookie(person.device) });
  return createCallerFactory(devicesRouter)(createContext(headers)).list();
};

describe("sign in", () => {
  test("the right password gives a session that is known on the next request", async () => {
    const { ana } = await world(db, "Ana");
    const actor = await attempt({ email: ` ${ana.email.toUpperCase()} ` });
    const cookie = `theme=dark; ${sessionCookieName()}=${await sessionToken(actor)}; other=1`;
    expect(await readActor({ cookie })).toEqual(actor);
  });

  test("a wrong password and an unknown account are one refusal", async () => {
    const { ana } = await world(db, "Ana");
    const wrong = { problem: { code: "wrong_credentials" } };
    await expect(attempt(ana, { password: "wrong password" })).rejects.toMatchObject(wrong);
    await expect(attempt({ email: "nobody@example.test" })).rejects.toMatchObject(wrong);
  });

  test("the same browser profile is the same device, and the session before is over", async () => {
    const { ana } = await world(db, "Ana");
    const profile = newProfile();
    const first = await attempt(ana, { profile });
    const second = await attempt(ana, { profile });
    expect(second.deviceId).toBe(first.deviceId);
    expect(await readActor({ cookie: `${sessionCookieName()}=${await sessionToken(first)}` })).toEqual({
      kind: "anonymous",
    });
  });

  test("another person on the same browser profile ends the session of the first", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const profile = newProfile();
    const anas = await attempt(ana, { profile });
    await attempt(bo, { profile });
    expect(await readActor({ cookie: `${sessionCookieName()}=${await sessionToken(anas)}` })).toEqual({
      kind: "anonymous",
    });
  });

  test("devices are listed with different names, this one first", async () => {
    const { ana } = await world(db, "Ana");
    const phone =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
    await attempt(ana);
    await attempt(ana, { userAgent: phone });
    expect(await devicesOf(ana)).toMatchObject([
      { name: "Chrome on Linux", isThisDevice: true, isOnline: false, lastSeenAt: expect.any(Number) },
      { name: "Safari on iPhone", kind: "phone", isThisDevice: false },
      { name: "Chrome on Linux 2", kind: "desktop" },
    ]);
  });
});

describe("limit", () => {
  test("only failures count, by account, and the right password waits as well", async () => {
    config().PEAL_LIMIT_SIGN_IN.points = 3;
    const { ana, bo } = await world(db, "Ana", "Bo");
    for (let round = 0; round < 5; round += 1) await attempt(ana);
    for (let round = 0; round < 3; round += 1) {
      await expect(attempt(ana, { password: "wrong password" })).rejects.toThrow("wrong_credentials");
    }
    await expect(attempt(ana)).rejects.toMatchObject({
      problem: { code: "rate_limited", retryAfterMs: expect.any(Number) },
    });
    await attempt(bo);
  });

  test("one address that tries many accounts is stopped", async () => {
    config().PEAL_LIMIT_SIGN_IN.points = 1;
    const address = crypto.randomUUID();
    const guess = (email: string) => attempt({ email }, { address });
    for (let round = 0; round < 4; round += 1) {
      await expect(guess(`${round}@example.test`)).rejects.toThrow("wrong_credentials");
    }
    await expect(guess("5@example.test")).rejects.toThrow("rate_limited");
  });
});

describe("sessions", () => {
  const anonymous = { kind: "anonymous" };

  test("after signing out the cookie is worth nothing, and other devices stay", async () => {
    const { ana } = await world(db, "Ana");
    const phone = await ana.addDevice("Safari on iPhone");
    await signOut(db, ana.actor());
    expect(await readActor({ cookie: await sessionCookie(ana.device) })).toEqual(anonymous);
    expect(await readActor({ cookie: await sessionCookie(phone) })).toEqual(phone.actor);
  });

  test("signing out with an old session does not end a new one", async () => {
    const { ana } = await world(db, "Ana");
    await signOut(db, { ...ana.actor(), sessionId: crypto.randomUUID() });
    expect(await readActor({ cookie: await sessionCookie(ana.device) })).toEqual(ana.actor());
  });

  test.each([
    ["no cookie", () => undefined],
    ["an empty header", () => ""],
    ["no token", () => `${sessionCookieName()}=`],
    ["something else", () => `${sessionCookieName()}=eyJhbGciOiJub25lIn0..`],
  ])("%s is nobody", async (_name, cookie) => {
    expect(await readActor({ cookie: cookie() })).toEqual(anonymous);
  });

  test("a token signed with another secret, of another shape, or over, is nobody", async () => {
    const { ana } = await world(db, "Ana");
    const token = claimsOf(ana.actor());
    const secret = config().PEAL_SECRET;
    const tokens = await Promise.all([
      encode({ token, secret: `${secret}!` }),
      encode({ token: { sub: ana.id }, secret }),
      encode({ token, secret, maxAge: -60 }),
    ]);
    for (const each of tokens) {
      expect(await readActor({ cookie: `${sessionCookieName()}=${each}` })).toEqual(anonymous);
    }
  });

  test("a device of another person is nobody", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const mixed = { ...ana.device, actor: { ...ana.actor(), userId: bo.id } };
    expect(await readActor({ cookie: await sessionCookie(mixed) })).toEqual(anonymous);
  });
});
