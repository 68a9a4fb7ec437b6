import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { auditLog } from "../audit/schema";
import { readActor, signIn } from "../auth";
import { users } from "../auth/schema";
import { answerCall, followRoom, startCall } from "../calls";
import { intent } from "../calls/calls.fixture";
import { calls } from "../calls/schema";
import { newProfile } from "../cookies";
import { doorOf, inIt, refusalOf } from "../meetings/door.fixture";
import { keepPartitions, reportQuality } from "../quality";
import { report as qualityReport } from "../quality/quality.fixture";
import { createCallerFactory, createContext } from "../rpc";
import { makeContacts, sessionCookie, type TestPerson, testDatabase, testSfu, world } from "../testing";
import { databaseAhead } from "../testing/database";
import { createToken, logIn, readToken } from "../tokens";
import { appRouter } from "../trpc/router";
import { retain } from "../keeping";
import { deleteAccount } from "../keeping/delete-account";
import { exportAudit } from "./export-audit";

vi.stubEnv("PEAL_LIMIT_REPORT", "3/86400");
vi.stubEnv("PEAL_LIMIT_SIGN_IN", "5/900");
await testSfu();
const db = await testDatabase();
await keepPartitions(db);
const { meeting, as } = doorOf(db);
const createCaller = createCallerFactory(appRouter);
const nobody = (address = "192.0.2.9") =>
  createCaller(createContext(new Headers({ "x-forwarded-for": address })));

/** Names, of whom the first is an admin, and no one else. */
async function town() {
  await db.update(users).set({ isAdmin: false });
  const people = await world(db, "Ana", "Bo", "Cy");
  await db.update(users).set({ isAdmin: true }).where(eq(users.id, people.ana.id));
  return { ...people, admin: await as(people.ana.device) };
}

const signingIn = ({ email, password }: TestPerson, over: { password?: string; address?: string } = {}) =>
  signIn(db, { email, password, profile: newProfile(), userAgent: "", address: randomUUID(), ...over });

/** What the log has of a person, the oldest first. */
async function logged(person: { id: string }) {
  const lines = await db.select().from(auditLog).orderBy(auditLog.id);
  return lines
    .filter((line) => line.actorUserId === person.id || line.targetUserId === person.id)
    .map((line) => line.act);
}

const stateOf = async (callId: string) => {
  const [call] = await db.select().from(calls).where(eq(calls.id, callId));
  return call && [call.state, call.endReason];
};

describe("P5 who may", () => {
  it("an admin, read anew for each request; to everybody else there is nothing", async () => {
    const { ana, bo, admin } = await town();
    const other = await as(bo.device);
    await admin.admin.setAdmin({ userId: bo.id, isAdmin: true });
    expect((await other.admin.users({})).users.length).toBeGreaterThan(2);
    await other.admin.setAdmin({ userId: ana.id, isAdmin: false });
    expect(await refusalOf(admin.admin.users({}))).toBe("not_found");
    expect(await logged(ana)).toEqual(["admin_made", "admin_taken"]);
  });

  it("two admins who take it from each other at once leave one of them, six times over", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { ana, bo, admin } = await town();
      await admin.admin.setAdmin({ userId: bo.id, isAdmin: true });
      const other = await as(bo.device);
      const verbs = [
        () => [
          admin.admin.setAdmin({ userId: bo.id, isAdmin: false }),
          other.admin.setAdmin({ userId: ana.id, isAdmin: false }),
        ],
        () => [admin.admin.suspend({ userId: bo.id }), other.admin.endAccount({ userId: ana.id })],
      ] as const;
      await Promise.allSettled(verbs[round % 2]?.() ?? []);
      const left = await db.select({ at: users.suspendedAt }).from(users).where(eq(users.isAdmin, true));
      expect(left.filter(({ at }) => at === null)).toHaveLength(1);
    }
  });

  it("the last one stays one, and nobody suspends or ends themselves here", async () => {
    const { ana, bo, admin } = await town();
    expect(await refusalOf(admin.admin.setAdmin({ userId: ana.id, isAdmin: false }))).toBe("last_admin");
    const leave = () => refusalOf(deleteAccount(db, ana.actor(), ana.password));
    expect(await leave()).toBe("last_admin");
    expect(await refusalOf(admin.admin.suspend({ userId: ana.id }))).toBe("is_yourself");
    expect(await refusalOf(admin.admin.endAccount({ userId: ana.id }))).toBe("is_yourself");
    const unknown = { userId: randomUUID() };
    expect(await refusalOf(admin.admin.suspend(unknown))).toBe("not_found");
    expect(await refusalOf(admin.admin.lift(unknown))).toBe("not_found");
    expect(await refusalOf(admin.admin.endAccount(unknown))).toBe("not_found");
    await admin.admin.setAdmin({ userId: bo.id, isAdmin: true });
    expect(await leave()).toBeNull();
  });
});

describe("P5 people", () => {
  it("are found by name, handle and e-mail, page by page, with their devices", async () => {
    const { bo, admin } = await town();
    await bo.addDevice("Tablet");
    const [found] = (await admin.admin.users({ search: bo.email.toUpperCase() })).users;
    expect(found).toMatchObject({
      id: bo.id,
      email: bo.email,
      devices: 2,
      isAdmin: false,
      isSuspended: false,
    });
    expect((await admin.admin.users({ search: "100%_" })).users).toEqual([]);
    await world(db, ...Array.from({ length: 31 }, (_, at) => `Crowd ${at}`));
    const first = await admin.admin.users({});
    const second = await admin.admin.users({ cursor: first.nextCursor ?? undefined });
    const ids = [...first.users, ...second.users].map(({ id }) => id);
    expect(first.users).toHaveLength(30);
    expect(new Set(ids).size).toBe(ids.length);
    expect(second.users.length).toBeGreaterThan(0);
  });

  it("suspended: signed out everywhere, out of a call, kept from signing in by browser and by program, until it is lifted", async () => {
    const { ana, bo, cy, admin } = await town();
    await makeContacts(db, bo, cy);
    const { secret } = await createToken(db, bo.actor(), { name: "Bell", scopes: ["calls:read"], days: 7 });
    const { callId } = await startCall(db, bo.actor(), intent(cy));
    await answerCall(db, cy.actor(), { callId });
    await admin.admin.suspend({ userId: bo.id });
    expect(await stateOf(callId)).toEqual(["ended", "hung_up"]);
    expect(await readActor({ cookie: await sessionCookie(bo.device) }, db)).toEqual({ kind: "anonymous" });
    expect(await readToken(db, secret)).toBeNull();
    expect(await refusalOf(signingIn(bo))).toBe("account_suspended");
    expect(await refusalOf(logIn(db, { ...bo }, "192.0.2.1"))).toBe("account_suspended");
    // Whoever does not know the password learns nothing.
    expect(await refusalOf(signingIn(bo, { password: "another password" }))).toBe("wrong_credentials");
    expect((await admin.admin.users({ filter: "suspended" })).users.map(({ id }) => id)).toContain(bo.id);
    await admin.admin.lift({ userId: bo.id });
    await signingIn(bo);
    expect(await logged(bo)).toEqual([
      "token_made",
      "person_suspended",
      "sign_in_refused",
      "suspension_lifted",
      "signed_in",
    ]);
    expect(await logged(ana)).toEqual(["person_suspended", "suspension_lifted"]);
  });

  it("who signs in while they are suspended is out in the end, eight times over", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { bo, admin } = await town();
      const [signedIn] = await Promise.allSettled([signingIn(bo), admin.admin.suspend({ userId: bo.id })]);
      const [row] = (await admin.admin.users({ search: bo.handle })).users;
      expect(row, signedIn.status).toMatchObject({ isSuspended: true, devices: 0 });
    }
  });

  it("an account that an admin ends goes as if its person had ended it; the log keeps somebody", async () => {
    const { ana, bo, admin } = await town();
    await signingIn(bo);
    await admin.admin.endAccount({ userId: bo.id });
    expect((await admin.admin.users({ search: bo.handle })).users).toEqual([]);
    const { lines } = await admin.admin.audit({ act: "account_ended" });
    expect(lines[0]).toMatchObject({ by: { id: ana.id }, to: { name: "Somebody" }, address: null });
    expect(await logged(bo)).toEqual([]);
    expect((await admin.admin.audit({ act: "signed_in" })).lines[0]).toMatchObject({
      by: { name: "Somebody" },
    });
  });
});

describe("P5 the log", () => {
  it("has what was done, by whom and from where, and nothing of what failed", async () => {
    const { bo, admin } = await town();
    const other = await as(bo.device);
    await other.tokens.create({ name: "=Doorbell", scopes: ["calls:read"], days: 7 });
    const failing = db.transaction(async (tx) => {
      await createToken(tx as never, bo.actor(), { name: "Never", scopes: ["calls:read"], days: 7 });
      throw new Error("too late");
    });
    await expect(failing).rejects.toThrow("too late");
    await refusalOf(other.webhooks.create({ url: "http://10.0.0.1/", types: ["call.ended"] }));
    await refusalOf(other.devices.signOut({ deviceId: randomUUID() }));
    expect(await logged(bo)).toEqual(["token_made"]);
    const { lines } = await admin.admin.audit({ search: bo.handle });
    expect(lines).toMatchObject([
      {
        act: "token_made",
        by: { id: bo.id },
        to: null,
        address: "192.0.2.7",
        details: { name: "=Doorbell" },
      },
    ]);
    await other.devices.signOut({ deviceId: bo.device.id });
    expect(await logged(bo)).toEqual(["token_made", "device_signed_out"]);
  });

  it("notes a sign-in that is refused, and of those beyond the limit one", async () => {
    const { bo } = await town();
    const address = randomUUID();
    for (let tries = 0; tries < 9; tries += 1)
      await refusalOf(signingIn(bo, { password: "another password", address }));
    const lines = await db.select().from(auditLog).where(eq(auditLog.act, "sign_in_refused"));
    expect(lines.filter(({ targetUserId }) => targetUserId === bo.id)).toHaveLength(5);
    const before = lines.filter(({ details }) => details.reason === "limited").length;
    await refusalOf(signingIn(bo, { password: "another password", address }));
    const after = await db.select().from(auditLog).where(eq(auditLog.act, "sign_in_refused"));
    expect(before).toBeGreaterThan(0);
    expect(after.filter(({ details }) => details.reason === "limited")).toHaveLength(before);
  });

  it("can be taken as a file that no spreadsheet runs, which is noted too", async () => {
    const { ana, bo, admin } = await town();
    const other = await as(bo.device);
    await other.tokens.create({ name: "x", scopes: ["calls:read"], days: 7 });
    await other.account.updateProfile({ name: '=HYPERLINK("http://evil")' });
    const take = async (format: "csv" | "jsonl") => {
      let text = "";
      for await (const part of await exportAudit(db, ana.actor() as never, { search: bo.handle }, format))
        text += part;
      return text;
    };
    const [head, row] = (await take("csv")).split("\r\n");
    expect(head).toContain('"by_handle"');
    expect(row).toContain(`"'=HYPERLINK(""http://evil"")","${bo.handle}"`);
    expect(JSON.parse((await take("jsonl")).trim())).toMatchObject({ act: "token_made", by: { id: bo.id } });
    expect((await admin.admin.audit({ act: "audit_exported", search: ana.handle })).lines).toHaveLength(2);
  });

  it("comes page by page, and is kept for PEAL_AUDIT_DAYS", async () => {
    const { ana, admin } = await town();
    await db
      .insert(auditLog)
      .values(Array.from({ length: 60 }, () => ({ act: "signed_in" as const, actorUserId: ana.id })));
    const first = await admin.admin.audit({ search: ana.handle });
    const second = await admin.admin.audit({ search: ana.handle, cursor: first.nextCursor ?? undefined });
    expect([first.lines.length, second.lines.length, second.nextCursor]).toEqual([50, 10, null]);
    await retain(databaseAhead("364 days"));
    expect(await logged(ana)).toHaveLength(60);
    await retain(databaseAhead("366 days"));
    expect(await logged(ana)).toEqual([]);
  });
});

describe("P2 making an account", () => {
  const newcomer = () => {
    const handle = `new-${randomUUID().slice(0, 8)}`;
    return { name: "New", handle, email: `${handle}@example.test`, password: "a good long password" };
  };

  it("is for everybody, for the invited, or for nobody, as an admin sets it", async () => {
    const { ana, bo, admin } = await town();
    const { token } = await (await as(bo.device)).contacts.invites.create();
    await nobody(randomUUID()).account.signUp(newcomer());

    await admin.admin.setSignUpMode({ mode: "invited" });
    expect(await nobody().account.signUpMode()).toBe("invited");
    expect(await refusalOf(nobody(randomUUID()).account.signUp(newcomer()))).toBe("sign_up_invited_only");
    const wrong = { ...newcomer(), invite: "wrong" };
    expect(await refusalOf(nobody(randomUUID()).account.signUp(wrong))).toBe("sign_up_invited_only");
    const { userId } = await nobody(randomUUID()).account.signUp({ ...newcomer(), invite: token });
    expect(await logged({ id: userId })).toEqual(["account_made"]);
    // Whom nobody trusts any more invites nobody.
    await admin.admin.suspend({ userId: bo.id });
    const late = { ...newcomer(), invite: token };
    expect(await refusalOf(nobody(randomUUID()).account.signUp(late))).toBe("sign_up_invited_only");

    await admin.admin.setSignUpMode({ mode: "closed" });
    const invited = { ...newcomer(), invite: token };
    expect(await refusalOf(nobody(randomUUID()).account.signUp(invited))).toBe("sign_up_closed");
    await admin.admin.setSignUpMode({ mode: "open" });
    await admin.admin.setSignUpMode({ mode: "open" });
    await nobody(randomUUID()).account.signUp(newcomer());
    expect((await logged(ana)).filter((act) => act === "sign_up_changed")).toHaveLength(3);
  });
});

describe("P5 reports", () => {
  it("tell admins of a person, who learns nothing; they are limited, and settled once", async () => {
    const { ana, bo, cy, admin } = await town();
    await makeContacts(db, bo, cy);
    const [other, third] = [await as(bo.device), await as(cy.device)];
    const { callId } = await startCall(db, bo.actor(), intent(cy));
    const seen = async () => [(await third.live.state()).version, await third.contacts.list()];
    const before = await seen();
    await other.reports.send({ personId: cy.id, reason: "threat", words: " He shouts. ", callId });
    // Of a call that they were not in together nothing is noted.
    await other.reports.send({ personId: ana.id, reason: "other", callId });
    expect(await seen()).toEqual(before);
    expect(await refusalOf(other.reports.send({ personId: bo.id, reason: "spam" }))).toBe("is_yourself");
    const unknown = { personId: randomUUID(), reason: "spam" as const };
    expect(await refusalOf(other.reports.send(unknown))).toBe("person_not_found");
    expect(await refusalOf(other.reports.send({ ...unknown, words: "x".repeat(1_001) }))).toBe("bad_input");
    expect(await refusalOf(other.reports.send({ personId: cy.id, reason: "spam" }))).toBe("rate_limited");

    const { reports } = await admin.admin.reports({});
    expect(reports.find(({ about }) => about.id === ana.id)?.call).toBeNull();
    const open = reports.find(({ about }) => about.id === cy.id);
    expect(open).toMatchObject({
      reason: "threat",
      words: "He shouts.",
      from: { id: bo.id },
      call: { kind: "call" },
    });
    expect((await admin.admin.overview()).openReports).toBe(reports.length);
    const settled = { reportId: open?.id ?? "", outcome: "suspended" as const };
    await admin.admin.settleReport(settled);
    expect(await refusalOf(admin.admin.settleReport(settled))).toBe("not_found");
    expect(await refusalOf(signingIn(cy))).toBe("account_suspended");
    expect((await admin.admin.reports({ state: "settled" })).reports[0]).toMatchObject({
      about: { id: cy.id, isSuspended: true },
      settled: { outcome: "suspended", by: { id: ana.id } },
    });
    expect(await logged(cy)).toEqual(["person_suspended", "report_settled"]);
  });

  it("that cannot be settled as asked stay open, and leave nothing in the log", async () => {
    const { ana, bo, admin } = await town();
    await (await as(bo.device)).reports.send({ personId: ana.id, reason: "other" });
    const [open] = (await admin.admin.reports({})).reports.filter(({ about }) => about.id === ana.id);
    const settled = { reportId: open?.id ?? "", outcome: "suspended" as const };
    expect(await refusalOf(admin.admin.settleReport(settled))).toBe("is_yourself");
    expect((await admin.admin.reports({})).reports.map(({ id }) => id)).toContain(open?.id);
    expect(await logged(ana)).toEqual([]);
  });
});

describe("P5 what runs, and how it goes", () => {
  it("a call and a meeting with who is in them, which an admin ends", async () => {
    const { ana, bo, cy, admin } = await town();
    await makeContacts(db, bo, cy);
    const { callId } = await startCall(db, bo.actor(), {
      ...intent(cy),
      topic: "About the secret",
    });
    const { admissionId } = await answerCall(db, cy.actor(), { callId });
    const own = await as(bo.device);
    await followRoom(db, { kind: "joined", callId, admissionId });
    await reportQuality(db, cy.actor(), qualityReport({ callId, admissionId }));
    const { slug } = await meeting(ana, { topic: "Plans for May" });
    const session = inIt(await admin.door.enter({ slug }));
    const running = await admin.admin.running();
    expect(running.find((one) => one.callId === callId)).toMatchObject({
      kind: "video",
      isEncrypted: true,
      isRinging: false,
      people: ["Bo", "Cy"],
      guests: 0,
      devices: 2,
      mos: expect.any(Number),
    });
    expect(running.find((one) => one.callId === session.callId)).toMatchObject({
      kind: "meeting",
      people: ["Ana"],
    });
    expect(JSON.stringify(running)).not.toMatch(/secret|Plans/);
    await admin.admin.endCall({ callId });
    expect(await stateOf(callId)).toEqual(["ended", "ended_by_admin"]);
    expect((await own.live.state()).call).toMatchObject({ state: "ended", endReason: "ended_by_admin" });
    expect(await refusalOf(admin.admin.endCall({ callId }))).toBe("not_found");
    expect((await admin.admin.overview()).meetings).toBeGreaterThan(0);

    const { times } = await admin.admin.quality({ range: "day" });
    expect(times).toHaveLength(1);
    expect(times[0]).toMatchObject({ reports: 1, roundTripMs: 20, loss: 0, ways: { host: 1 } });
    expect(times[0]?.mos).toBeGreaterThan(4);
  });

  it("every table is of a matter, and settings tell no secret", async () => {
    const { admin } = await town();
    const { groups, databaseBytes } = await admin.admin.overview();
    const tables = groups.flatMap((group) => group.tables);
    expect(groups.find(({ name }) => name === "accounts")?.tables).toContain("users");
    expect(groups.find(({ name }) => name === "others")?.tables).toEqual([
      "rate_limits",
      "sfu_nodes",
      "sfu_trials",
    ]);
    expect(tables).not.toContain("call_metrics_");
    expect(databaseBytes).toBeGreaterThan(1_000_000);
    const { deployment } = await admin.admin.settings();
    const text = JSON.stringify(deployment);
    for (const name of ["PEAL_SECRET", "DATABASE_URL", "LIVEKIT_API_SECRET"]) {
      expect(deployment.find((one) => one.name === name)).toMatchObject({
        isSecret: true,
        isGiven: true,
        value: null,
      });
      expect(text).not.toContain(process.env[name]);
    }
    expect(deployment.find((one) => one.name === "PEAL_LIMIT_REPORT")).toMatchObject({
      isGiven: true,
      value: "3/86400",
    });
  });
});
