import { expect, test } from "../people";

test("R2 two devices ring, one answers, the other stops and says which device answered", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await phone.isRungBy(ana);
  await ana.isTold(/Ringing on 2 devices/);

  await Promise.all([phone.answers(), bo.isTold(`Answered on ${phone.deviceName}`)]);
  await bo.isQuiet();
  await Promise.all([ana.sees(bo), phone.sees(ana), ana.hears(bo), phone.hears(ana)]);
  await expect(bo.button("End call")).toBeHidden();
});

test("R2 two devices answer in the same instant: one connects, the other learns which", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  const { callId } = await ana.api.start([bo.id]);
  await Promise.all([bo.isRungBy(ana), phone.isRungBy(ana)]);
  const outcomes = await Promise.allSettled([bo.api.answer(callId), phone.api.answer(callId)]);
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  const [winner, loser] = outcomes[0]?.status === "fulfilled" ? [bo, phone] : [phone, bo];
  await expect(loser.api.answer(callId)).rejects.toMatchObject({
    problem: { code: "already_answered", deviceName: winner.deviceName },
  });
  await loser.isTold(`Answered on ${winner.deviceName}`);
});

test("F9 answer pressed 20 times on each of two devices gives one admission", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  const { callId } = await ana.api.start([bo.id]);
  const presses = Array.from({ length: 40 }, (_, at) => (at % 2 ? bo : phone).api.answer(callId));
  const outcomes = await Promise.allSettled(presses);
  const admissions = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [outcome.value.admissionId] : [],
  );
  expect(admissions).toHaveLength(20);
  expect(new Set(admissions).size).toBe(1);
});

test("F9 call pressed 20 times with one key is one call and one ring", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const key = crypto.randomUUID();
  const started = await Promise.all(Array.from({ length: 20 }, () => ana.api.start([bo.id], "video", key)));
  expect(new Set(started.map(({ callId }) => callId)).size).toBe(1);
  expect(started.filter(({ deduplicated }) => !deduplicated)).toHaveLength(1);
  await bo.isRungBy(ana);
  expect((await bo.api.state()).incoming).toHaveLength(1);
});

test("R1 the tabs of one browser are one device: all show the ring, one connection, one ring is counted", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  let streams = 0;
  bo.context.on("request", (request) => {
    const isFurther = !request.serviceWorker() && request.frame().page() !== bo.page;
    if (isFurther && new URL(request.url()).pathname === "/api/live") streams++;
  });
  const tabs = [await bo.tab("/"), await bo.tab("/contacts")];
  await ana.calls(bo);
  for (const page of [bo.page, ...tabs]) await expect(bo.ring(ana, page)).toBeVisible();
  await ana.isTold(/Ringing on 1 device/);
  expect(streams, "streams that the further tabs opened").toBe(0);

  await bo.declines();
  for (const page of tabs) await expect(bo.ring(ana, page)).toBeHidden();
});

test("R1 a tab that is busy for a moment keeps the device's connection; one that has stopped loses it", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const tab = await bo.tab("/contacts");
  let streams = 0;
  tab.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/live") streams++;
  });
  const stop = (ms: number) =>
    bo.page.evaluate((ms) => {
      const end = performance.now() + ms;
      while (performance.now() < end);
    }, ms);
  await stop(1_000);
  expect(streams, "streams while the first tab was busy").toBe(0);

  const stopped = stop(8_000);
  await expect.poll(() => streams, { timeout: 6_000 }).toBe(1);
  await ana.calls(bo);
  await expect(bo.ring(ana, tab)).toBeVisible({ timeout: 4_000 });
  await stopped;
});

test("R1 a device whose browser is opened while it rings shows the ring", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const laptop = await bo.device("Laptop");
  await laptop.page.close();
  await ana.calls(bo);
  await bo.isRungBy(ana);
  const page = await laptop.tab();
  await expect(laptop.ring(ana, page)).toBeVisible();
});
