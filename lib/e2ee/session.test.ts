import { afterEach, describe, expect, it } from "vitest";
import { allRead, Hub, type Party } from "./session.fixture";

let hub = new Hub();
afterEach(() => {
  hub.close();
  hub = new Hub();
});

const settled = async (parties: readonly Party[], timeout = 5000) =>
  await expect
    .poll(
      () =>
        allRead(parties) &&
        parties.every(({ security }) => security.state.phase === "secure" && security.state.code),
      { timeout, interval: 10 },
    )
    .toBeTruthy();

describe("E1 two people", () => {
  it("read each other and see the same code", async () => {
    const [ana, bo] = [await hub.join("Ana"), await hub.join("Bo")];
    hub.roster(ana, bo);
    await settled([ana, bo]);
    expect(ana.security.state.code).toEqual(bo.security.state.code);
    expect(ana.security.state.code?.emoji).toHaveLength(7);
    expect(ana.security.state.code?.digits).toMatch(/^\d{30}$/);
    expect(ana.security.state.members).toEqual([
      {
        admissionId: bo.id,
        kind: "user",
        userId: bo.identity.userId,
        name: "Bo",
        trust: "confirmed",
        isSecured: true,
      },
    ]);
    expect(ana.security.mayAttach(bo.id)).toBe(true);
    expect(ana.security.drops).toEqual({});
  });
});

describe("E1 a group", () => {
  it("a newcomer gets an advanced key that opens nothing from before, at once", async () => {
    const [ana, bo, cy] = [await hub.join("Ana"), await hub.join("Bo"), await hub.join("Cy")];
    hub.roster(ana, bo);
    await settled([ana, bo]);
    const before = ana.sink.current;
    await new Promise((resume) => setTimeout(resume, 350));
    hub.roster(ana, bo, cy);
    await settled([ana, bo, cy]);
    expect(ana.sink.current).toBe(before + 1);
    expect(cy.sink.key(ana.id, before)).toBeUndefined();
  });

  it("who leaves has no key of those that are used 2.5 s later", async () => {
    const all = [await hub.join("Ana"), await hub.join("Bo"), await hub.join("Cy")] as const;
    const [ana, bo, cy] = all;
    hub.roster(...all);
    await settled(all);
    hub.roster(ana, bo);
    await expect.poll(() => [ana, bo].every(({ sink }) => sink.current >= 8), { timeout: 2500 }).toBe(true);
    await settled([ana, bo]);
    for (const { id, sink } of [ana, bo]) expect(cy.sink.key(id, sink.current)).toBeUndefined();
    expect(ana.security.mayAttach(cy.id)).toBe(false);
  });
});

describe("E1 rule 3", () => {
  it("makes fresh keys every five minutes, and forgets the old ones ten seconds later", async () => {
    const [ana, bo] = [await hub.join("Ana"), await hub.join("Bo")];
    hub.roster(ana, bo);
    await settled([ana, bo]);
    hub.pass(300_000);
    await expect.poll(() => [ana, bo].every(({ sink }) => sink.current === 8), { interval: 10 }).toBe(true);
    await settled([ana, bo]);
    expect(bo.sink.key(ana.id, 0)).toBeDefined();
    hub.pass(10_000);
    await expect
      .poll(() => bo.sink.key(ana.id, 0) ?? ana.sink.key(ana.id, 0), { interval: 10 })
      .toBeUndefined();
  });
});

describe("E1 rule 8", () => {
  it("who rings gets a key held, answers with its own, and losers have none that is used", async () => {
    const ana = await hub.join("Ana");
    hub.roster(ana);
    const [bo, phone] = [
      await hub.join("Bo", { isRinging: true }),
      await hub.join("Bo", { isRinging: true }),
    ];
    for (const { security } of [bo, phone]) security.setRoster(new Set([ana.id]));
    ana.security.setRinging(new Set([bo.id, phone.id]));
    await expect
      .poll(() => hub.held.map(({ to }) => to).sort(), { interval: 10 })
      .toEqual([bo.id, phone.id].sort());
    expect(hub.sent.filter(({ body }) => body.type === "key")).toEqual([]);
    const answer = await bo.security.keyFor(ana.id);
    expect(bo.sink.key(bo.id, bo.sink.current)).toBeDefined();
    // The answer's transaction: the winner's key is released, the losers' are deleted.
    bo.security.appear();
    if (answer) hub.take(answer);
    for (const { to, message } of hub.held) if (to === bo.id) hub.take(message);
    ana.security.setRinging(new Set());
    hub.roster(ana, bo);
    await settled([ana, bo]);
    expect([ana.sink.current, bo.sink.current]).toEqual([0, 0]);
    ana.security.pictureCame();
    await expect.poll(() => ana.sink.current, { interval: 10 }).toBe(8);
    await settled([ana, bo]);
    expect([...phone.sink.keys.keys()].filter((place) => place.startsWith(ana.id))).toEqual([]);
  });
});
