import { expect, test } from "../people";
import { framesOf } from "../wire";
import { lightCrowd, type LightClient } from "./light-client";

const encoded = (bytes: number) => Buffer.alloc(bytes, 7).toString("base64url");
const announceOf = async (client: LightClient) => (await client.security.announce()).body;

test("E1 whoever sends nonsense, repeats, forgeries and words of other calls stops nothing, and all of it is counted", {
  tag: "@long",
}, async ({ people, appUrl }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const env = JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>;
  const [mallory, witness, outside] = await lightCrowd({ url: appUrl, env }, 3, ana.id);
  if (!mallory || !witness || !outside) throw new Error("nobody there");
  await ana.calls(bo);
  await bo.answers();
  const { callId = "", admissionId: anas = "" } = (await ana.api.state()).call ?? {};
  await ana.api.addPeople(callId, [mallory.device.userId, witness.device.userId]);
  for (const client of [mallory, witness]) await client.answers(callId);
  await expect.poll(() => witness.security.state.members.filter((one) => one.isSecured).length).toBe(3);
  await expect.poll(() => mallory.security.state.members.filter((one) => one.isSecured).length).toBe(3);
  await Promise.all([ana.sees(bo), bo.sees(ana)]);

  const head = { callId, from: mallory.admissionId };
  const need = { ...head, type: "need", to: witness.admissionId };
  const junk = {
    ...head,
    type: "key",
    generation: 3,
    advance: 0,
    rosterHash: encoded(32),
    reason: "need",
    wraps: [
      {
        to: witness.admissionId,
        enc: ((await announceOf(mallory)) as any).admissionKey,
        sealed: encoded(64),
      },
    ],
  };
  let number = 1_000;
  const fresh = (body: object) => mallory.signs({ ...body, number: number++ });

  await test.step("what the server sees through it refuses", async () => {
    const refused = async (...messages: unknown[]) =>
      await expect(mallory.sends(...messages)).rejects.toMatchObject({
        message: expect.stringMatching(/bad_input|not_found/),
      });
    await refused({ body: { type: "need" }, signature: "x" });
    await refused(await fresh({ ...need, callId: crypto.randomUUID() }));
    await refused(await fresh({ ...need, from: anas }));
    await refused(await fresh({ ...need, to: crypto.randomUUID() }));
    await refused(await fresh({ ...(await announceOf(mallory)), name: "x".repeat(60_000) }));
    await refused(await fresh({ ...need, type: "everything" }));
    const sent = outside.change("e2ee.send", { callId, messages: [await fresh(need)] });
    await expect(sent).rejects.toMatchObject({ message: "not_found" });
  });

  await test.step("what only a member sees through every member drops", async () => {
    const twice = await fresh(need);
    const other = { ...(await announceOf(mallory)), commitment: encoded(32) };
    await mallory.sends(twice, twice);
    await mallory.sends({ ...(await fresh(need)), signature: encoded(64) });
    await mallory.sends(await fresh(junk));
    await mallory.sends(await fresh(other));
    await mallory.sends(await fresh({ ...head, type: "kick", who: anas }));
    await mallory.sends(await fresh({ ...head, type: "lock", isLocked: true }));
    for (let times = 0; times < 10; times++)
      await mallory.sends(
        ...(await Promise.all(Array.from({ length: 20 }, () => fresh({ ...need, to: anas })))),
      );
    await expect
      .poll(() => witness.security.drops)
      .toMatchObject({ replayed: 1, wrong_signature: 1, cannot_open: 1, other_keys: 1, not_host: 2 });
  });

  await test.step("what only a server could bring is dropped too", async () => {
    const bring = (message: unknown) => witness.security.receive([{ seq: 0, message: message as any }]);
    bring("nonsense");
    bring(null);
    bring(await fresh({ ...need, callId: crypto.randomUUID() }));
    bring(await fresh({ ...(await announceOf(mallory)), name: "x".repeat(60_000) }));
    bring({ body: { ...junk, wraps: [] }, signature: encoded(64) });
    await expect
      .poll(() => witness.security.drops)
      .toMatchObject({ foreign_call: 1, oversized: 1, malformed: 3 });
  });

  // The call goes on, for the two who see and hear each other and for the one who was written to.
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  expect(witness.security.state).toMatchObject({ phase: "secure", trouble: null });
  expect(witness.security.state.members.filter((one) => one.isSecured)).toHaveLength(3);
  for (const device of [ana, bo]) {
    await expect(device.page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
    await expect(device.page.getByText(/different lists|went wrong/i)).toHaveCount(0);
  }
  expect(await framesOf(ana.tile(bo).locator("video").first())).toBeGreaterThan(0);
  for (const client of [mallory, witness, outside]) client.close();
});
