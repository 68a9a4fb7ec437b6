import { describe, expect, test } from "vitest";
import type { Problem } from "../errors/contract";
import { createCallerFactory, createContext } from "../rpc";
import { makeContacts, sessionCookie, type TestPerson, testDatabase, world } from "../testing";
import { contactsRouter, groupPeople } from ".";
import { MOST_GROUPS, MOST_MEMBERS } from "./contract";

const db = await testDatabase();
const caller = createCallerFactory(contactsRouter);

async function as(person: TestPerson) {
  return caller(createContext(new Headers({ cookie: await sessionCookie(person.device) })));
}

/** Ana knows Bo and Cleo; Dev is a stranger to her. */
async function people() {
  const { ana, bo, cleo, dev } = await world(db, "Ana", "Bo", "Cleo", "Dev");
  await makeContacts(db, ana, bo);
  await makeContacts(db, ana, cleo);
  return { ana, bo, cleo, dev, anas: await as(ana), devs: await as(dev) };
}

const problem = (code: Problem["code"]) => expect.objectContaining({ message: code });
const names = (group: { members: { name: string }[] }) => group.members.map((member) => member.name);

describe("C4 groups", () => {
  test("a group is made, named anew, filled, emptied and deleted, and only its owner sees it", async () => {
    const { bo, cleo, anas, devs } = await people();
    const made = await anas.groups.create({ name: "  Fam‮ily \r\n", people: [bo.id] });
    expect(made).toMatchObject({ name: "Family", members: [{ id: bo.id, isContact: true }] });
    const groupId = made.id;
    expect(names(await anas.groups.add({ groupId, people: [cleo.id, bo.id] }))).toEqual(["Bo", "Cleo"]);
    expect(await anas.groups.rename({ groupId, name: "Team" })).toMatchObject({ name: "Team" });
    expect(names(await anas.groups.remove({ groupId, personId: bo.id }))).toEqual(["Cleo"]);
    expect(await anas.groups.list()).toMatchObject([{ id: groupId, name: "Team" }]);
    expect(await devs.groups.list()).toEqual([]);
    await anas.groups.delete({ groupId });
    expect(await anas.groups.list()).toEqual([]);
  });

  test("a group of somebody else and one that never was are one answer, and nothing changes", async () => {
    const { bo, anas, devs } = await people();
    const { id: groupId } = await anas.groups.create({ name: "Mine", people: [bo.id] });
    for (const id of [groupId, crypto.randomUUID()]) {
      const acts = [
        () => devs.groups.get({ groupId: id }),
        () => devs.groups.rename({ groupId: id, name: "Theirs" }),
        () => devs.groups.add({ groupId: id, people: [bo.id] }),
        () => devs.groups.remove({ groupId: id, personId: bo.id }),
        () => devs.groups.delete({ groupId: id }),
      ];
      for (const act of acts) await expect(act()).rejects.toEqual(problem("not_found"));
    }
    expect(await anas.groups.get({ groupId })).toMatchObject({ name: "Mine", members: [{ id: bo.id }] });
  });

  test("who is no contact, unknown, blocked or oneself does not come in, and neither do the others of that request", async () => {
    const { ana, bo, cleo, dev, anas } = await people();
    const { id: groupId } = await anas.groups.create({ name: "Strict" });
    await anas.block({ personId: cleo.id });
    for (const stranger of [dev.id, crypto.randomUUID(), ana.id]) {
      const act = anas.groups.add({ groupId, people: [bo.id, stranger] });
      await expect(act).rejects.toEqual(problem("person_not_found"));
    }
    const blocked = anas.groups.add({ groupId, people: [bo.id, cleo.id] });
    await expect(blocked).rejects.toEqual(problem("you_blocked_them"));
    const made = anas.groups.create({ name: "Never", people: [dev.id] });
    await expect(made).rejects.toEqual(problem("person_not_found"));
    expect(await anas.groups.list()).toMatchObject([{ id: groupId, members: [] }]);
  });

  test("a member who is no contact any more stays, greyed, and comes back as a contact", async () => {
    const { ana, bo, anas } = await people();
    const bos = await as(bo);
    const { id: groupId } = await anas.groups.create({ name: "Old", people: [bo.id] });
    await bos.remove({ personId: ana.id });
    expect(await anas.groups.get({ groupId })).toMatchObject({ members: [{ id: bo.id, isContact: false }] });
    expect(await groupPeople(db, ana.id, groupId)).toEqual([]);
    await anas.request({ personId: bo.id });
    await bos.accept({ personId: ana.id });
    expect(await anas.groups.get({ groupId })).toMatchObject({ members: [{ isContact: true }] });
    expect(await groupPeople(db, ana.id, groupId)).toEqual([bo.id]);
    await expect(groupPeople(db, bo.id, groupId)).rejects.toEqual(problem("not_found"));
    await anas.block({ personId: bo.id });
    expect(await anas.groups.get({ groupId })).toMatchObject({ members: [{ isContact: false }] });
  });

  test("one who blocks me looks in my group as before", async () => {
    const { ana, bo, anas } = await people();
    const { id: groupId } = await anas.groups.create({ name: "Quiet", people: [bo.id] });
    await (await as(bo)).block({ personId: ana.id });
    expect(await anas.groups.get({ groupId })).toMatchObject({ members: [{ isContact: true }] });
  });

  test("a group holds 31, also when two devices fill it at once", async () => {
    const { ana } = await people();
    const anas = await as(ana);
    const crowd = Object.values(
      await world(db, ...Array.from({ length: MOST_MEMBERS + 1 }, (_, at) => `P${at}`)),
    );
    for (const one of crowd) await makeContacts(db, ana, one);
    const ids = crowd.map((one) => one.id);
    const { id: groupId } = await anas.groups.create({ name: "Full" });
    await expect(anas.groups.add({ groupId, people: ids })).rejects.toEqual(problem("too_many_people"));
    const added = await Promise.allSettled([
      anas.groups.add({ groupId, people: ids.slice(0, 20) }),
      anas.groups.add({ groupId, people: ids.slice(12) }),
    ]);
    expect(added.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await anas.groups.get({ groupId })).members.length).toBe(20);
  });

  test("a name is needed, of up to 64 characters, and there are at most 100 groups", async () => {
    const { anas } = await people();
    for (const name of ["", " ‮ ", "x".repeat(65)]) {
      await expect(anas.groups.create({ name })).rejects.toEqual(problem("bad_input"));
    }
    for (let at = 0; at < MOST_GROUPS; at += 1) await anas.groups.create({ name: `Group ${at}` });
    await expect(anas.groups.create({ name: "One more" })).rejects.toEqual(problem("too_many_groups"));
  });
});
