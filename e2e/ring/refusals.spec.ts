import { expect, test } from "../people";

test("R13 who was blocked rings nobody, and cannot tell it from a call that nobody answers", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.api.block(ana.id);
  const started = await ana.api.start([bo.id]);
  expect(started).toMatchObject({ deduplicated: false, isOver: false });
  expect((await ana.api.state()).call).toMatchObject({ state: "ringing" });
  expect((await bo.api.state()).incoming).toEqual([]);
  await bo.isQuiet();
  await ana.api.leave(started.callId);
  expect(await bo.api.history()).toEqual([]);
});

test("R13 calling somebody whom I blocked is refused", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.api.block(bo.id);
  await expect(ana.api.start([bo.id])).rejects.toMatchObject({ problem: { code: "you_blocked_them" } });
  expect((await ana.api.state()).call).toBeNull();
});

test("C1 calling oneself is refused", { tag: "@long" }, async ({ people }) => {
  const { ana } = await people("Ana");
  await expect(ana.api.start([ana.id])).rejects.toMatchObject({ problem: { code: "is_yourself" } });
});

test("F27 a call of others and a call that never was are refused alike, and nothing changes", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  const { callId } = await ana.api.start([bo.id]);
  const verbs = ["answer", "decline", "leave", "join"] as const;
  for (const verb of verbs) {
    for (const id of [callId, crypto.randomUUID()]) {
      await expect(cy.api[verb](id), verb).rejects.toMatchObject({ problem: { code: "not_found" } });
    }
  }
  await bo.isRungBy(ana);
});

test("R2 answering a call that has ended is refused with the reason", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { callId } = await ana.api.start([bo.id]);
  await ana.api.leave(callId);
  await expect(bo.api.answer(callId)).rejects.toMatchObject({
    problem: { code: "call_over", reason: "cancelled" },
  });
});

test("F34 a request without Peal's own header is refused", async ({ people, appUrl }) => {
  const { ana } = await people("Ana");
  const answer = await ana.context.request.post(`${appUrl}/api/trpc/account.updateProfile`, {
    data: { name: "Mallory" },
  });
  expect(answer.status()).toBe(403);
  expect((await ana.api.me()).name).toBe("Ana");
});
