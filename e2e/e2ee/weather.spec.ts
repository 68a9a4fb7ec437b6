import { type Device, expect, test } from "../people";
import { framesOf } from "../wire";
import { Weather } from "./weather";

/** The row says 3 s after the weather is over: that is a figure of an idle machine, and printed. */
const AT_LAST_MS = 15_000;

type Pair = { video: ReturnType<Device["page"]["locator"]>; name: string };

const pairsOf = (devices: Device[]): Pair[] =>
  devices.flatMap((reader) =>
    devices
      .filter((one) => one !== reader)
      .map((of) => ({
        video: reader.tile(of).locator("video").first(),
        name: `${reader.name} reads ${of.name}`,
      })),
  );

/** The pairs of whom nothing new has been decoded within a time. */
async function blindAfter(pairs: Pair[], ms: number): Promise<string[]> {
  const before = await Promise.all(pairs.map(({ video }) => framesOf(video).catch(() => 0)));
  let blind = pairs.map(({ name }) => name);
  const look = async () => {
    const now = await Promise.all(pairs.map(({ video }) => framesOf(video).catch(() => 0)));
    blind = pairs.filter((_, at) => (now[at] ?? 0) <= (before[at] ?? 0)).map(({ name }) => name);
    return blind;
  };
  await expect
    .poll(look, { timeout: ms, intervals: [100] })
    .toEqual([])
    .catch(() => {});
  return blind;
}

test("F25 with key messages lost, doubled and out of order everyone reads everyone all the same", {
  tag: "@long",
}, async ({ people }) => {
  const seed = Number(process.env.PEAL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`F25 seed ${seed}`);
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  const weather = new Weather(seed);
  const all = [ana, bo, cy];
  for (const one of all) await weather.over(one.context);
  for (const one of all) await one.opens("/");

  // In the midst of it: a ring, a second answer, and a page that is loaded anew.
  await ana.callsGroup([bo, cy]);
  await bo.answers();
  await cy.answers();
  const pairs = pairsOf(all);
  expect(await blindAfter(pairs, 20_000)).toEqual([]);
  await bo.page.reload();
  await expect(bo.button("End call")).toBeVisible();
  for (const one of [ana, cy]) {
    await expect(bo.tile(one).locator("video")).toBeVisible();
    await expect(one.tile(bo).locator("video")).toBeVisible();
  }

  await weather.ends();
  const over = Date.now();
  expect(await blindAfter(pairs, AT_LAST_MS)).toEqual([]);
  console.log(`F25 everyone reads everyone ${Date.now() - over} ms after the last message was lost`);
  expect(weather.lost, "messages that were lost").toBeGreaterThan(2);
  expect(weather.doubled, "messages that came twice").toBeGreaterThan(0);
  for (const one of all) await expect(one.page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
});
