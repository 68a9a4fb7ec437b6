import { describe, expect, test } from "vitest";
import type { Problem } from "../errors/contract";
import { createCallerFactory, createContext } from "../rpc";
import { databaseAhead, sessionCookie, type TestPerson, testDatabase, world } from "../testing";
import { callability, contactsRouter } from ".";
import { MOST_INVITES } from "./contract";

process.env.PEAL_LIMIT_LINK = "40/60";
const db = await testDatabase();
const later = databaseAhead("14 days 1 second");
const caller = createCallerFactory(contactsRouter);

async function as(person: TestPerson, on = db) {
  const context = createContext(new Headers({ cookie: await sessionCookie(person.device) }));
  return caller({ ...context, db: on });
}
const stranger = () =>
  caller(createContext(new Headers({ "x-forwarded-for": `10.0.0.${Math.floor(Math.random() * 250)}` })));

async function people() {
  const { ana, bo } = await world(db, "Ana", "Bo");
  const [anas, bos] = [await as(ana), await as(bo)];
  return { ana, bo, anas, bos, link: await anas.invites.create() };
}

const problem = (code: Problem["code"]) => expect.objectContaining({ message: code });
const rowsBetween = (a: TestPerson, b: TestPerson) =>
  db.$client`select state from contacts where user_id in (${a.id}, ${b.id})`;
const states = async (a: TestPerson, b: TestPerson) => (await rowsBetween(a, b)).map((row) => row.state);

describe("C4 invite links", () => {
  test("a link makes contacts of both at once, for several people, and again changes nothing", async () => {
    const { ana, bo, bos, link } = await people();
    const { cleo } = await world(db, "Cleo");
    const { token } = link;
    expect(await bos.invites.look({ token })).toMatchObject({ person: { id: ana.id }, state: "none" });
    expect(await bos.invites.accept({ token })).toMatchObject({ id: ana.id, state: "accepted" });
    expect(await bos.invites.accept({ token })).toMatchObject({ state: "accepted" });
    expect(await states(ana, bo)).toEqual(["accepted", "accepted"]);
    expect(await (await as(cleo)).invites.accept({ token })).toMatchObject({ state: "accepted" });
    expect(await bos.invites.look({ token })).toMatchObject({ state: "accepted" });
  });

  test("only a hash of the secret is kept, and the list does not tell it", async () => {
    const { anas, link } = await people();
    expect(link.token).toMatch(/^[\w-]{32}$/);
    const rows = await db.$client`select * from invitations where id = ${link.id}`;
    expect(JSON.stringify(rows)).not.toContain(link.token);
    expect(JSON.stringify(await anas.invites.list())).not.toContain(link.token);
  });

  test("who is not signed in sees whom it is from, without what belongs to contacts", async () => {
    const { ana, link } = await people();
    const seen = await stranger().invites.look({ token: link.token });
    expect(seen).toEqual({
      person: { id: ana.id, handle: ana.handle, name: "Ana", pictureUrl: null },
      state: "none",
    });
    await expect(stranger().invites.accept({ token: link.token })).rejects.toEqual(problem("not_signed_in"));
  });

  test("a link that never was, is over, or was revoked is one answer", async () => {
    const { ana, bo, bos, anas, link } = await people();
    const bosLater = await as(bo, later);
    await expect(bosLater.invites.look({ token: link.token })).rejects.toEqual(problem("not_found"));
    await expect(bosLater.invites.accept({ token: link.token })).rejects.toEqual(problem("not_found"));
    expect(await (await as(ana, later)).invites.list()).toEqual([]);
    await anas.invites.revoke({ inviteId: link.id });
    for (const token of [link.token, "", "nobody", "😀", "a\0b", "x".repeat(200)]) {
      await expect(bos.invites.look({ token })).rejects.toEqual(problem("not_found"));
      await expect(bos.invites.accept({ token })).rejects.toEqual(problem("not_found"));
      await expect(stranger().invites.look({ token })).rejects.toEqual(problem("not_found"));
    }
    expect(await states(ana, bo)).toEqual([]);
  });

  test("nobody else can revoke a link", async () => {
    const { bos, anas, link } = await people();
    await expect(bos.invites.revoke({ inviteId: link.id })).rejects.toEqual(problem("not_found"));
    expect(await anas.invites.list()).toMatchObject([{ id: link.id }]);
  });

  test("one's own link is oneself, and of someone I blocked I am told so", async () => {
    const { ana, anas, bos, link } = await people();
    expect(await anas.invites.look({ token: link.token })).toMatchObject({ state: "self" });
    await expect(anas.invites.accept({ token: link.token })).rejects.toEqual(problem("is_yourself"));
    await bos.block({ personId: ana.id });
    await expect(bos.invites.accept({ token: link.token })).rejects.toEqual(problem("you_blocked_them"));
  });

  test("R13 a blocked person sees what everyone sees, and is still blocked", async () => {
    const { ana, bo, anas, bos, link } = await people();
    const { cleo } = await world(db, "Cleo");
    const cleos = await as(cleo);
    await anas.block({ personId: bo.id });
    const { token } = link;
    expect(await bos.invites.look({ token })).toEqual(await cleos.invites.look({ token }));
    expect(await bos.invites.accept({ token })).toEqual(await cleos.invites.accept({ token }));
    expect((await bos.list()).contacts).toEqual((await cleos.list()).contacts);
    expect((await anas.list()).contacts.map((one) => one.id)).toEqual([cleo.id]);
    expect((await anas.list()).blocked.map((one) => one.id)).toEqual([bo.id]);
    expect(await callability(db, bo.id, [ana.id])).toMatchObject([{ theyBlockedMe: true, isContact: true }]);
  });

  test("accepted on two devices at once, and while it is revoked, it is accepted or refused as a whole", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { ana, bo, anas, bos, link } = await people();
      const verdicts = await Promise.allSettled([
        bos.invites.accept({ token: link.token }),
        bos.invites.accept({ token: link.token }),
        anas.invites.revoke({ inviteId: link.id }),
      ]);
      const wasAccepted = verdicts.slice(0, 2).some((one) => one.status === "fulfilled");
      expect(await states(ana, bo)).toEqual(wasAccepted ? ["accepted", "accepted"] : []);
      await expect(bos.invites.look({ token: link.token })).rejects.toEqual(problem("not_found"));
    }
  });

  test("a request that waits is answered by the link", async () => {
    const { ana, bo, bos, link } = await people();
    await bos.request({ personId: ana.id });
    await bos.invites.accept({ token: link.token });
    expect(await states(ana, bo)).toEqual(["accepted", "accepted"]);
  });

  test("there are at most ten live links of one person; one ended makes room", async () => {
    const { anas, link } = await people();
    const made = Array.from({ length: MOST_INVITES }, () => anas.invites.create());
    const verdicts = await Promise.allSettled(made);
    expect(verdicts.filter((one) => one.status === "rejected")).toHaveLength(1);
    expect(await anas.invites.list()).toHaveLength(MOST_INVITES);
    await anas.invites.revoke({ inviteId: link.id });
    await anas.invites.create();
  });

  test("looks are limited for each person and each address", async () => {
    const { bos, link } = await people();
    const address = new Headers({ "x-forwarded-for": "192.0.2.7" });
    const unknown = caller(createContext(address));
    for (const who of [bos, unknown]) {
      for (let at = 0; at < 40; at += 1) await who.invites.look({ token: link.token });
      await expect(who.invites.look({ token: link.token })).rejects.toEqual(problem("rate_limited"));
    }
    await expect(bos.invites.accept({ token: link.token })).rejects.toEqual(problem("rate_limited"));
  });
});
