import { giveMachine, talk } from "../devices/machine";
import { type Device, expect, test } from "../people";
import { contrastOf } from "../wire";

const hasRelay = process.env.PEAL_E2E_RELAY === "true";

/** One's own picture moves, and is not one colour. */
async function seesThemselves({ page }: Device): Promise<void> {
  const video = page.locator("figure video");
  const frames = () =>
    video.evaluate((element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
  await expect(video).toBeVisible();
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before + 5);
  await expect.poll(() => contrastOf(video)).toBeGreaterThan(4);
}

test("C5 the check page shows the picture, the level of the microphone, and each way through the relay", async ({
  people,
}) => {
  const { ana } = await people("Ana");
  await giveMachine(ana.context);
  await ana.opens("/check");
  await seesThemselves(ana);
  const level = ana.page.getByRole("meter", { name: "Loudness" });
  await talk(ana.page, true);
  await expect.poll(async () => Number(await level.getAttribute("aria-valuenow"))).toBeGreaterThan(50);
  await talk(ana.page, false);
  await expect.poll(async () => Number(await level.getAttribute("aria-valuenow"))).toBeLessThan(30);
  for (const way of ["UDP", "TCP", "TLS"]) {
    const row = ana.page.getByRole("listitem", { name: `Relay over ${way}` });
    await expect(row).toContainText(hasRelay ? /Works, \d+ ms|Not offered/ : "Not offered");
  }
  if (hasRelay) await ana.isTold(/^(Your network is fine for calls|Calls work\.)/);
  else await ana.isTold(/^This Peal has no relay/);
});

test("C5 a microphone and a camera chosen on the check page are those of the next call in this browser", {
  tag: "@long",
}, async ({ people }) => {
  const { ana } = await people("Ana");
  await giveMachine(ana.context);
  await ana.opens("/check");
  await seesThemselves(ana);
  await ana.page.getByRole("combobox", { name: "Camera" }).selectOption("Side camera");
  await ana.page.getByRole("combobox", { name: "Microphone" }).selectOption("Desk microphone");
  await ana.page.getByRole("combobox", { name: "Speaker" }).selectOption("Monitor");
  await seesThemselves(ana);
  const chosen = await ana.page.evaluate(() => localStorage.getItem("peal:devices"));
  expect(JSON.parse(chosen ?? "{}")).toMatchObject({
    camera: "side-camera",
    microphone: "desk-microphone",
    speaker: "monitor",
  });
  await ana.opens("/settings/media");
  await expect(ana.page.getByRole("combobox", { name: "Camera" })).toHaveValue("side-camera");
});

for (const [camera, words] of [
  ["NotAllowedError", /Press the icon to the left of the address, allow the camera there/],
  ["NotFoundError", "No camera found."],
] as const) {
  test(`C5 the check page says what to do in this browser: ${camera}`, async ({ people }) => {
    const { ana } = await people("Ana");
    const desk = await ana.device("Desk", { camera });
    await desk.opens("/check");
    await desk.isTold(words);
    await desk.isTold("You can call without one: the others see your picture, and you see them.");
    await expect(desk.page.getByRole("alert").filter({ hasText: "microphone" })).toHaveCount(0);
  });
}

test("C5 a network in which no relay answers is told so, in each way", { tag: "@long" }, async ({
  people,
}) => {
  const { ana } = await people("Ana");
  const closed = "turn:127.0.0.1:9?transport=";
  const turn = { username: "1:x", credential: "x" };
  const iceServers = [
    { urls: [`${closed}udp`], ...turn },
    { urls: [`${closed}tcp`], ...turn },
    { urls: ["turns:127.0.0.1:9?transport=tcp"], ...turn },
  ];
  await ana.page.route("**/api/trpc/relay.iceServers*", (route) =>
    route.fulfill({ json: { result: { data: { iceServers, iceTransportPolicy: "all", ttl: 300 } } } }),
  );
  await ana.opens("/check");
  for (const way of ["UDP", "TCP", "TLS"]) {
    const row = ana.page.getByRole("listitem", { name: `Relay over ${way}` });
    await expect(row).toContainText("No answer");
  }
  await ana.isTold(/^The relay cannot be reached/);
});
