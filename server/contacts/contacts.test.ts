import { describe, expect, test } from "vitest";
import type { Problem } from "../errors/contract";
import { createContext } from "../rpc";
import { createCallerFactory } from "../rpc";
import { sessionCookie, type TestPerson, testDatabase, world } from "../testing";
import { callability, contactsRouter, contactVersionsOf, requestCounts } from ".";

const db = await testDatabase();
const caller = createCallerFactory(contactsRouter);

/** Speaks to the real procedures, as the person. */
async function as(person: TestPerson) {
  return caller(createContext(new Headers({ cookie: await sessionCookie(person.device) })));
}

async function people() {
  const { ana, bo } = await world(db, "Ana", "Bo");
  return { ana, bo, anas: await as(ana), bos: await as(bo) };
}

const problem = (code: Problem["code"]) => expect.objectContaining({ message: code });
const waiting = async (person: TestPerson) => (await requestCounts(db, [person.id])).get(person.id) ?? 0;
const rowsBetween = (a: TestPerson, b: TestPerson) =>
  db.$client`select user_id, state from contacts where user_id in (${a.id}, ${b.id}) order by user_id`;

describe("finding", () => {
  test("a whole handle, with or without @, and a whole e-mail find a person", async () => {
    const { bo, anas } = await people();
    for (const query of [bo.handle, `@${bo.handle}`, bo.handle.toUpperCase(), bo.email, ` ${bo.email} `]) {
      expect(await anas.find({ query })).toMatchObject({ id: bo.id, name: "Bo", state: "none" });
    }
    expect(await anas.get({ handle: bo.handle })).toMatchObject({ id: bo.id });
  });

  test("a part of a handle finds nobody, and nobody's e-mail is told", async () => {
    const { bo, anas } = await people();
    await expect(anas.find({ query: bo.handle.slice(0, -1) })).rejects.toEqual(problem("person_not_found"));
    expect(Object.keys(await anas.find({ query: bo.email }))).not.toContain("email");
  });

  test("what cannot be a handle is nobody's, in the same words, and no error", async () => {
    const { bo, anas } = await people();
    const odd = [
      "😀",
      "bo‮ob",
      "bo/../ana",
      "a\0b",
      "\ud800",
      "%00",
      "' or 1=1 --",
      "Воб",
      `${bo.handle}\u200b`,
    ];
    for (const query of [...odd, "x".repeat(254), "a@b", "\0@example.test", "😀@example.test"]) {
      await expect(anas.find({ query })).rejects.toEqual(problem("person_not_found"));
    }
    for (const handle of odd) await expect(anas.get({ handle })).rejects.toEqual(problem("person_not_found"));
    await expect(anas.find({ query: "x".repeat(255) })).rejects.toEqual(problem("bad_input"));
    await expect(anas.get({ handle: "x".repeat(65) })).rejects.toEqual(problem("bad_input"));
    expect(await anas.get({ handle: bo.handle.toUpperCase() })).toMatchObject({ id: bo.id });
  });

  test("oneself is found as oneself", async () => {
    const { ana, anas } = await people();
    expect(await anas.find({ query: ana.handle })).toMatchObject({ state: "self" });
  });
});

describe("requests", () => {
  test("asked and accepted, both are contacts", async () => {
    const { ana, bo, anas, bos } = await people();
    expect(await anas.request({ personId: bo.id })).toMatchObject({ state: "requested" });
    expect(await waiting(bo)).toBe(1);
    expect((await bos.list()).received).toMatchObject([{ id: ana.id, state: "received" }]);
    expect(await bos.accept({ personId: ana.id })).toMatchObject({ state: "accepted" });
    expect(await anas.get({ handle: bo.handle })).toMatchObject({ state: "accepted" });
    expect(await waiting(bo)).toBe(0);
  });

  test("asking twice is asking once, and never accepts the own request", async () => {
    const { bo, anas } = await people();
    await anas.request({ personId: bo.id });
    expect(await anas.request({ personId: bo.id })).toMatchObject({ state: "requested" });
    expect(await waiting(bo)).toBe(1);
  });

  test("asking one who has asked is to accept", async () => {
    const { ana, bo, anas, bos } = await people();
    await anas.request({ personId: bo.id });
    expect(await bos.request({ personId: ana.id })).toMatchObject({ state: "accepted" });
  });

  test("two who ask each other in the same instant are contacts", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { ana, bo, anas, bos } = await people();
      await Promise.all([anas.request({ personId: bo.id }), bos.request({ personId: ana.id })]);
      expect((await rowsBetween(ana, bo)).map((row) => row.state)).toEqual(["accepted", "accepted"]);
    }
  });

  test("a declined request is gone on both sides, and so is one taken back", async () => {
    const { ana, bo, anas, bos } = await people();
    await anas.request({ personId: bo.id });
    expect(await bos.dismiss({ personId: ana.id })).toMatchObject({ state: "none" });
    await anas.request({ personId: bo.id });
    expect(await anas.dismiss({ personId: bo.id })).toMatchObject({ state: "none" });
    expect(await rowsBetween(ana, bo)).toHaveLength(0);
  });

  test("oneself, an unknown person and an unasked acceptance are refused and nothing changes", async () => {
    const { ana, bo, anas, bos } = await people();
    await expect(anas.request({ personId: ana.id })).rejects.toEqual(problem("is_yourself"));
    await expect(anas.request({ personId: crypto.randomUUID() })).rejects.toEqual(
      problem("person_not_found"),
    );
    await anas.request({ personId: bo.id });
    await expect(anas.accept({ personId: bo.id })).rejects.toEqual(problem("person_not_found"));
    await bos.dismiss({ personId: ana.id });
    await expect(bos.accept({ personId: ana.id })).rejects.toEqual(problem("person_not_found"));
    expect(await rowsBetween(ana, bo)).toHaveLength(0);
  });
});

describe("contacts", () => {
  async function friends() {
    const all = await people();
    await all.anas.request({ personId: all.bo.id });
    await all.bos.accept({ personId: all.ana.id });
    return all;
  }

  test("favourites come first and are one's own affair", async () => {
    const { ana, bo, anas, bos } = await friends();
    const { abe } = await world(db, "Abe");
    await (await as(abe)).request({ personId: ana.id });
    await anas.accept({ personId: abe.id });
    expect(await anas.favourite({ personId: bo.id, isFavourite: true })).toMatchObject({ isFavourite: true });
    expect((await anas.list()).contacts.map((person) => person.name)).toEqual(["Bo", "Abe"]);
    expect((await bos.list()).contacts).toMatchObject([{ isFavourite: false }]);
    expect(await anas.favourite({ personId: bo.id, isFavourite: false })).toMatchObject({
      isFavourite: false,
    });
  });

  test("one who is no contact cannot be a favourite", async () => {
    const { bo, anas } = await people();
    await expect(anas.favourite({ personId: bo.id, isFavourite: true })).rejects.toEqual(
      problem("person_not_found"),
    );
  });

  test("removing takes both sides away", async () => {
    const { ana, bo, anas, bos } = await friends();
    expect(await anas.remove({ personId: bo.id })).toMatchObject({ state: "none" });
    expect((await bos.list()).contacts).toEqual([]);
    expect(await callability(db, bo.id, [ana.id])).toMatchObject([{ isContact: false }]);
  });

  test("callability answers for each id in order, unknown ones too", async () => {
    const { ana, bo, bos } = await friends();
    await bos.block({ personId: ana.id });
    const unknown = crypto.randomUUID();
    expect(await callability(db, ana.id, [unknown, bo.id])).toEqual([
      {
        personId: unknown,
        exists: false,
        isContact: false,
        iBlockedThem: false,
        theyBlockedMe: false,
        theySilencedMe: false,
      },
      {
        personId: bo.id,
        exists: true,
        isContact: true,
        iBlockedThem: false,
        theyBlockedMe: true,
        theySilencedMe: false,
      },
    ]);
    expect(await callability(db, bo.id, [ana.id])).toMatchObject([{ isContact: true, iBlockedThem: true }]);
    expect(await callability(db, ana.id, [])).toEqual([]);
  });

  test("a block is silent: the blocked person sees what they saw before", async () => {
    const { ana, bo, anas, bos } = await friends();
    const before = await bos.list();
    expect(await anas.block({ personId: bo.id })).toMatchObject({ state: "blocked" });
    expect(await bos.list()).toEqual(before);
    expect((await anas.list()).contacts).toEqual([]);
    expect((await anas.list()).blocked).toMatchObject([{ id: bo.id }]);
    expect(await anas.unblock({ personId: bo.id })).toMatchObject({ state: "accepted" });
    expect((await bos.list()).contacts).toMatchObject([{ id: ana.id }]);
  });
});

describe("blocks", () => {
  test("a request to one who blocked me looks sent to me and reaches nobody", async () => {
    const { ana, bo, anas, bos } = await people();
    await anas.block({ personId: bo.id });
    expect(await bos.request({ personId: ana.id })).toMatchObject({ state: "requested" });
    expect(await bos.request({ personId: ana.id })).toMatchObject({ state: "requested" });
    expect(await waiting(ana)).toBe(0);
    await anas.unblock({ personId: bo.id });
    expect((await anas.list()).received).toEqual([]);
    expect(await bos.request({ personId: ana.id })).toMatchObject({ state: "requested" });
    expect(await waiting(ana)).toBe(1);
  });

  test("requests of blocked people do not count", async () => {
    const { ana, bo, anas, bos } = await people();
    await bos.request({ personId: ana.id });
    await anas.block({ personId: bo.id });
    expect(await waiting(ana)).toBe(0);
    expect((await anas.list()).received).toEqual([]);
  });

  test("I cannot ask or accept one whom I blocked", async () => {
    const { ana, bo, anas, bos } = await people();
    await bos.request({ personId: ana.id });
    await anas.block({ personId: bo.id });
    await expect(anas.request({ personId: bo.id })).rejects.toEqual(problem("you_blocked_them"));
    await expect(anas.accept({ personId: bo.id })).rejects.toEqual(problem("you_blocked_them"));
  });
});

describe("live lists", () => {
  const version = async (person: TestPerson) =>
    (await contactVersionsOf(db, [person.id])).get(person.id) ?? 0;
  /** Whose lists grow a version, of Ana's and Bo's, when something is done. */
  async function grown(all: Awaited<ReturnType<typeof people>>, act: () => Promise<unknown>) {
    const before = [await version(all.ana), await version(all.bo)];
    await act();
    const after = [await version(all.ana), await version(all.bo)];
    return ["ana", "bo"].filter((_, at) => after[at] !== before[at]);
  }

  test("asking, accepting and removing show on both sides; a favourite and a group on one's own", async () => {
    const all = await people();
    const { ana, bo, anas, bos } = all;
    expect(await grown(all, () => anas.request({ personId: bo.id }))).toEqual(["ana", "bo"]);
    expect(await grown(all, () => bos.accept({ personId: ana.id }))).toEqual(["ana", "bo"]);
    expect(await grown(all, () => anas.favourite({ personId: bo.id, isFavourite: true }))).toEqual(["ana"]);
    expect(await grown(all, () => anas.groups.create({ name: "Us", people: [bo.id] }))).toEqual(["ana"]);
    expect(await grown(all, () => anas.remove({ personId: bo.id }))).toEqual(["ana", "bo"]);
  });

  test("R13 a block, and what a blocked person asks, move nothing on the other side", async () => {
    const all = await people();
    const { ana, bo, anas, bos } = all;
    expect(await grown(all, () => anas.block({ personId: bo.id }))).toEqual(["ana"]);
    expect(await grown(all, () => bos.request({ personId: ana.id }))).toEqual(["bo"]);
    expect(await grown(all, () => anas.unblock({ personId: bo.id }))).toEqual(["ana"]);
  });
});
