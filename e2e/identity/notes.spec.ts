import { expect, test } from "../people";

const player = /^Voice note from Ana/;

test("R12 E1 a note is sealed before it is sent: the server's bytes are no recording, the receiver plays it, a new device cannot until it is confirmed", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  for (const one of [ana, bo]) await expect.poll(() => one.api.ownKeys()).not.toBeNull();
  const phone = await bo.device("Phone", { mobile: true });
  await expect.poll(() => phone.api.ownKeys()).not.toBeNull();
  await ana.calls(bo, "audio");
  await bo.declines();
  await ana.button("Leave a voice note").click();
  await ana.isTold("0:02 of 1:00");
  await ana.button("Stop").click();
  const sent = ana.page.waitForRequest(/\/api\/notes\?/);
  await ana.button("Send note").click();
  await ana.isTold("Note sent.");
  const body = (await sent).postDataBuffer();
  const noteId = (await bo.api.history())[0]?.note?.id ?? "";

  // What the server keeps: neither WebM, Ogg nor MP4, and no browser can make sound of it.
  const kept = await (await bo.context.request.get(`${bo.url}/api/notes/${noteId}`)).body();
  expect(kept.length).toBeGreaterThan(2_000);
  for (const mark of ["\x1aE\xdf\xa3", "OggS", "ftyp", "webm", "opus", "Opus"])
    expect(kept.includes(Buffer.from(mark, "latin1")), mark).toBe(false);
  expect(body?.subarray(-kept.length).equals(kept)).toBe(true);
  const decoded = await bo.page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    return new AudioContext().decodeAudioData(bytes).then(
      () => "sound",
      () => "nothing",
    );
  }, `/api/notes/${noteId}`);
  expect(decoded).toBe("nothing");

  const opens = async (on: typeof ana | typeof phone) => {
    await on.opens("/history");
    await on.page.getByRole("main").getByRole("link", { name: player }).click();
    return on.page.getByRole("group", { name: player });
  };
  const hears = async (on: typeof ana | typeof phone) => {
    const note = await opens(on);
    await note.getByRole("button", { name: "Play" }).click();
    const time = () => note.locator("audio").evaluate((media) => (media as HTMLMediaElement).currentTime);
    await expect.poll(time).toBeGreaterThan(0.3);
  };
  await hears(bo);
  const locked = await opens(phone);
  await expect(locked).toContainText("Not available on this device");
  await expect(locked.getByRole("button", { name: "Play" })).toHaveCount(0);

  // Confirmed by Bo's first device, the phone is given the key by it.
  await phone.opens("/devices");
  await phone.button("Confirm this device").click();
  await phone.button("Use six digits instead").click();
  await bo.opens("/devices");
  await bo.button(`Confirm ${phone.deviceName}`).click();
  const digits = await phone.page.getByText(/^\d{6}$/).textContent();
  await bo.page.getByLabel("Six digits").fill(digits ?? "");
  await bo.page.getByRole("dialog").getByRole("button", { name: "Confirm", exact: true }).click();
  await phone.isTold("This device is confirmed.");
  await hears(phone);
});

test("R12 nobody leaves a note for who has no keys, and that is said before anything is recorded", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await expect.poll(() => ana.api.ownKeys()).not.toBeNull();
  // As before Bo's first visit since the update.
  await ana.page.route("**/api/trpc/history.noteReceiver*", (route) =>
    route.fulfill({
      status: 409,
      json: { error: { message: "", code: -32_009, data: { problem: { code: "no_device_keys" } } } },
    }),
  );
  await ana.calls(bo, "audio");
  await bo.declines();
  await ana.button("Leave a voice note").click();
  await ana.isTold("None of their devices can open a note yet");
  await ana.button("Close").click();
  await expect(ana.button("Leave a voice note")).toBeVisible();
});
