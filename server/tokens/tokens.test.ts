import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { asActor } from "../auth";
import { config } from "../config";
import { userDevices } from "../auth/schema";
import { doorOf, refusalOf } from "../meetings/door.fixture";
import { createContext } from "../rpc";
import { databaseAhead, testDatabase, type TestPerson, world } from "../testing";
import { tokenScopes as scopes } from "../../lib/pure/token-scopes";
import { MOST_TOKENS } from "./contract";
import { accessTokens } from "./schema";
import { logIn, readToken, refresh, sweepTokens, tokensRouter } from ".";

const db = await testDatabase();
const { as } = doorOf(db);
const doorbell = { name: "Doorbell", scopes: ["calls:read", "calls:write"] as const, days: 7 as const };
const wanted = { ...doorbell, scopes: [...doorbell.scopes] };

const programOf = (person: TestPerson, more = {}) =>
  logIn(db, { email: person.email, password: person.password, ...more }, crypto.randomUUID());

const deviceOf = async (id: string) =>
  (await db.select().from(userDevices).where(eq(userDevices.id, id))).at(0);

describe("personal access tokens", () => {
  test("a token is told once, is stored as a hash, and acts on a device of its own", async () => {
    const { ana } = await world(db, "Ana");
    const api = await as(ana.device);
    const { secret, ...token } = await api.tokens.create(wanted);
    expect(secret).toMatch(/^peal_pat_[\w-]{43}$/);
    expect(await api.tokens.list()).toEqual([token]);
    const rows = await db.select().from(accessTokens).where(eq(accessTokens.userId, ana.id));
    expect(JSON.stringify(rows)).not.toContain(secret);
    const actor = await readToken(db, secret);
    expect(actor).toMatchObject({ kind: "token", userId: ana.id, tokenId: token.id, scopes: wanted.scopes });
    expect(await deviceOf(actor?.deviceId ?? "")).toMatchObject({ name: "Doorbell", ringEnabled: true });
    const [used] = await api.tokens.list();
    expect(used?.lastUsedAt).toEqual(expect.any(Number));
  });

  test("calls do not ring on a program that may not know of them", async () => {
    const { ana } = await world(db, "Ana");
    const { secret } = await (await as(ana.device)).tokens.create({ ...wanted, scopes: ["profile:read"] });
    const actor = await readToken(db, secret);
    expect(await deviceOf(actor?.deviceId ?? "")).toMatchObject({ ringEnabled: false });
  });

  test("revoked, over, or with its device signed out it is nobody", async () => {
    const { ana } = await world(db, "Ana");
    const api = await as(ana.device);
    const made = async () => await api.tokens.create(wanted);
    const [revoked, over, signedOut] = [await made(), await made(), await made()];
    await api.tokens.revoke({ tokenId: revoked.id });
    expect(await readToken(db, revoked.secret)).toBeNull();
    expect(await readToken(databaseAhead("8 days"), over.secret)).toBeNull();
    const actor = await readToken(db, signedOut.secret);
    await api.devices.signOut({ deviceId: actor?.deviceId ?? "" });
    expect(await readToken(db, signedOut.secret)).toBeNull();
    expect(await api.tokens.list()).toMatchObject([{ id: over.id }]);
  });

  test("another person can neither see nor revoke it", async () => {
    const { ana, eve } = await world(db, "Ana", "Eve");
    const { id, secret } = await (await as(ana.device)).tokens.create(wanted);
    const eves = await as(eve.device);
    expect(await eves.tokens.list()).toEqual([]);
    expect(await refusalOf(eves.tokens.revoke({ tokenId: id }))).toBe("not_found");
    expect(await readToken(db, secret)).not.toBeNull();
  });

  test("a token neither reads, makes nor revokes tokens", async () => {
    const { ana } = await world(db, "Ana");
    const { id, secret } = await (await as(ana.device)).tokens.create({ ...wanted, scopes: [...scopes] });
    const actor = await readToken(db, secret);
    if (!actor) throw new Error("no actor");
    const own = tokensRouter.createCaller(asActor(createContext(new Headers()), actor));
    expect(await refusalOf(own.list())).toBe("not_signed_in");
    expect(await refusalOf(own.create(wanted))).toBe("not_signed_in");
    expect(await refusalOf(own.revoke({ tokenId: id }))).toBe("not_signed_in");
  });

  test("there are so many and no more, and so many an hour", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    config().PEAL_LIMIT_ACCESS_TOKEN.points = MOST_TOKENS + 1;
    const [anas, bos] = [await as(ana.device), await as(bo.device)];
    for (let made = 0; made < MOST_TOKENS; made += 1) await anas.tokens.create(wanted);
    expect(await refusalOf(anas.tokens.create(wanted))).toBe("too_many_tokens");
    config().PEAL_LIMIT_ACCESS_TOKEN.points = 1;
    await bos.tokens.create(wanted);
    expect(await refusalOf(bos.tokens.create(wanted))).toBe("rate_limited");
  });
});

describe("a program that signs a person in", () => {
  test("gets a pair, of which the access token acts and the refresh token does not", async () => {
    const { ana } = await world(db, "Ana");
    const pair = await programOf(ana, { deviceName: "Bell of the door" });
    expect(pair).toMatchObject({ tokenType: "Bearer", expiresIn: 900, scopes: [...scopes], userId: ana.id });
    expect(await readToken(db, pair.accessToken)).toMatchObject({ deviceId: pair.deviceId });
    expect(await readToken(db, pair.refreshToken)).toBeNull();
    expect(await deviceOf(pair.deviceId)).toMatchObject({ name: "Bell of the door" });
    expect(await readToken(databaseAhead("16 minutes"), pair.accessToken)).toBeNull();
  });

  test("a wrong password is refused and leaves no device", async () => {
    const { ana } = await world(db, "Ana");
    await expect(programOf(ana, { password: "wrong password" })).rejects.toThrow("wrong_credentials");
    expect(await db.select().from(userDevices).where(eq(userDevices.userId, ana.id))).toHaveLength(1);
  });

  test("a refresh token is exchanged for a pair of the same device and scopes", async () => {
    const { ana } = await world(db, "Ana");
    const first = await programOf(ana, { scopes: ["calls:read"] });
    const second = await refresh(db, first);
    expect(second).toMatchObject({ deviceId: first.deviceId, scopes: ["calls:read"] });
    expect(await readToken(db, second.accessToken)).toMatchObject({ scopes: ["calls:read"] });
    expect((await refresh(db, second)).accessToken).not.toBe(second.accessToken);
  });

  test("one that comes a second time ends the whole log-in, the newest pair too", async () => {
    const { ana } = await world(db, "Ana");
    const first = await programOf(ana);
    const other = await programOf(ana);
    const second = await refresh(db, first);
    await expect(refresh(db, first)).rejects.toThrow("not_signed_in");
    expect(await readToken(db, second.accessToken)).toBeNull();
    await expect(refresh(db, second)).rejects.toThrow("not_signed_in");
    expect(await readToken(db, other.accessToken)).not.toBeNull();
  });

  test("of ten exchanges of one token at once, one gets a pair, and it is worth nothing", async () => {
    const { ana } = await world(db, "Ana");
    const first = await programOf(ana);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refresh(db, first)));
    const pairs = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(pairs).toHaveLength(1);
    expect(await readToken(db, pairs[0]?.accessToken ?? "")).toBeNull();
  });

  test("an access token, an unknown one and one whose time is over refresh nothing", async () => {
    const { ana } = await world(db, "Ana");
    const { accessToken, refreshToken } = await programOf(ana);
    await expect(refresh(db, { refreshToken: accessToken })).rejects.toThrow("not_signed_in");
    await expect(refresh(db, { refreshToken: "peal_rt_nothing" })).rejects.toThrow("not_signed_in");
    await expect(refresh(databaseAhead("31 days"), { refreshToken })).rejects.toThrow("not_signed_in");
  });
});

test("what is over is deleted, and its device signed out; what can be renewed stays", async () => {
  const { ana } = await world(db, "Ana");
  const api = await as(ana.device);
  const { secret } = await api.tokens.create(wanted);
  const program = await programOf(ana);
  const personal = await readToken(db, secret);
  await sweepTokens(databaseAhead("8 days"));
  expect(await deviceOf(personal?.deviceId ?? "")).toMatchObject({ sessionId: null });
  expect((await deviceOf(program.deviceId))?.sessionId).not.toBeNull();
  expect((await refresh(db, program)).deviceId).toBe(program.deviceId);
});
