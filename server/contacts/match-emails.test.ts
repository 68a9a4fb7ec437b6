import { describe, expect, test } from "vitest";
import { createCallerFactory, createContext } from "../rpc";
import { sessionCookie, type TestPerson, testDatabase, world } from "../testing";
import { contactsRouter } from ".";
import { MOST_MATCHED } from "./contract";

process.env.PEAL_LIMIT_MATCH = "300/86400";
const db = await testDatabase();
const caller = createCallerFactory(contactsRouter);
const as = async (person: TestPerson) =>
  caller(createContext(new Headers({ cookie: await sessionCookie(person.device) })));
const nobodies = (count: number) => Array.from({ length: count }, (_, at) => `nobody-${at}@example.test`);

describe("C4 import", () => {
  test("whole e-mails are matched, in whatever case, and nothing else of the accounts is told", async () => {
    const { ana, bo, cleo } = await world(db, "Ana", "Bo", "Cleo");
    const emails = [bo.email.toUpperCase(), cleo.email.slice(1), ana.email, "nobody@example.test"];
    const matches = await (await as(ana)).match({ emails });
    expect(matches).toMatchObject([{ email: bo.email, contact: { id: bo.id, name: "Bo", state: "none" } }]);
    expect(Object.keys(matches[0]?.contact ?? {})).not.toContain("email");
    expect(JSON.stringify(matches)).not.toContain(cleo.id);
  });

  test("matching asks nobody and changes nothing", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await (await as(ana)).match({ emails: [bo.email] });
    expect((await (await as(bo)).list()).received).toEqual([]);
  });

  test("every address counts against the day, known or not, so that an import is no faster way to find accounts", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const anas = await as(ana);
    await anas.match({ emails: nobodies(MOST_MATCHED) });
    await anas.match({ emails: [...nobodies(99), bo.email] });
    const refused = expect.objectContaining({ message: "rate_limited" });
    await expect(anas.match({ emails: [bo.email] })).rejects.toEqual(refused);
    // Another person's day is their own.
    expect(await (await as(bo)).match({ emails: [ana.email] })).toHaveLength(1);
  });

  test("what is no e-mail, nothing, and too many at once are refused", async () => {
    const { ana } = await world(db, "Ana");
    const anas = await as(ana);
    const bad = expect.objectContaining({ message: "bad_input" });
    for (const emails of [[], ["not an e-mail"], ["a\0@example.test"], nobodies(MOST_MATCHED + 1)]) {
      await expect(anas.match({ emails })).rejects.toEqual(bad);
    }
  });
});
