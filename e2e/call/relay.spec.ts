import { expect, test } from "../people";
import { startWithoutRelay } from "../stack";
import { received } from "../wire";

const hosts = (urls: string[]) => new Set(urls.map((url) => url.replace(/^\w+:/, "").split(/[:?]/)[0]));

test.describe("M3 a relay", () => {
  test.skip(process.env.PEAL_E2E_RELAY !== "true", "there is no coturn on this machine");
  test.use({ deviceOptions: { relayOnly: true } });

  test("M3 where only a relay lets through, the call runs over coturn", async ({ people }) => {
    const { ana, bo } = await people("Ana", "Bo");
    await ana.calls(bo);
    await bo.answers();
    await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
    for (const device of [ana, bo]) {
      const { candidateTypes } = await received(device.page);
      expect(candidateTypes.length).toBeGreaterThan(0);
      expect(new Set(candidateTypes)).toEqual(new Set(["relay"]));
    }
  });
});

test("M3 with our relay the browser is given no foreign STUN or TURN server", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await ana.sees(bo);
  const { iceUrls } = await received(ana.page);
  expect(iceUrls.length).toBeGreaterThan(0);
  expect(hosts(iceUrls)).toEqual(new Set(["127.0.0.1"]));
});

test.describe("an SFU without a relay", () => {
  let quiet: Awaited<ReturnType<typeof startWithoutRelay>>;
  test.beforeAll(async () => {
    quiet = await startWithoutRelay(JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>);
  });
  test.afterAll(() => quiet.stop());

  test("M3 without a relay the browser is given no foreign STUN server either", { tag: "@long" }, async ({
    profile,
  }) => {
    const { Api } = await import("../api");
    const { someone } = await import("../people");
    const sides = await Promise.all(
      ["Ana", "Bo"].map(async (name) => {
        const context = await profile();
        const api = new Api(context.request, quiet.url);
        const who = someone(name);
        const { userId } = await api.signUp(who);
        await api.signIn(who.email, who.password);
        return { ...who, userId, api, context };
      }),
    );
    const [ana, bo] = sides as [(typeof sides)[number], (typeof sides)[number]];
    await ana.api.requestContact(bo.userId);
    await bo.api.acceptContact(ana.userId);
    const page = await ana.context.newPage();
    await page.goto(`${quiet.url}/contacts/${bo.handle}`);
    await page.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
    await page.waitForURL(/\/call\//);
    await expect.poll(async () => (await received(page)).iceUrls.length).toBeGreaterThan(0);
    expect(hosts((await received(page)).iceUrls)).toEqual(new Set(["127.0.0.1"]));
  });
});
