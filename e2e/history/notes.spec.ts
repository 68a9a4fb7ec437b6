import { expect, type Person, test } from "../people";
import { contrastOf } from "../wire";

/** Somebody opens the newest call with a note and plays it: the time goes on, and sound or picture is there. */
async function plays(person: Person, title: string): Promise<void> {
  await person.opens("/history");
  await person.page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(title) })
    .click();
  const player = person.page.getByRole("group", { name: new RegExp(title) });
  await player.getByRole("button", { name: "Play" }).click();
  if (title.startsWith("Video")) {
    const frames = () =>
      player
        .locator("video")
        .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
    await expect.poll(frames, { message: "frames decoded" }).toBeGreaterThan(5);
    await expect.poll(() => contrastOf(player.locator("video")), { message: "a picture" }).toBeGreaterThan(4);
    return;
  }
  const time = () =>
    player.locator("audio, video").evaluate((media) => (media as HTMLMediaElement).currentTime);
  await expect.poll(time).toBeGreaterThan(0.3);
}

test("R12 a declined caller leaves a voice note; it is in the badge, and is played once it is played", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  // The first of Bo's devices is the one that confirms others, and plays.
  await expect.poll(() => bo.api.ownKeys()).not.toBeNull();
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo, "audio");
  await bo.declines();
  await ana.isTold("Bo declined");
  await ana.button("Leave a voice note").click();
  await ana.isTold("Recording");
  await ana.isTold("0:02 of 1:00");
  await ana.button("Stop").click();
  const own = ana.page.getByRole("group", { name: "Your note" });
  await own.getByRole("button", { name: "Play" }).click();
  await expect(own.getByRole("button", { name: "Pause" })).toBeVisible();
  await ana.button("Send note").click();
  await ana.isTold("Note sent.");

  await expect(phone.page.getByText(/1 missed call or note/).first()).toBeAttached();
  await plays(bo, "Voice note from Ana");
  await expect(phone.page.getByText(/1 missed call or note/)).toHaveCount(0);
  await expect
    .poll(async () => (await bo.api.history())[0]?.note)
    .toMatchObject({ media: "audio", isPlayed: true });
  await bo.button("Delete note").click();
  await expect(bo.page.getByRole("group", { name: /Voice note/ })).toHaveCount(0);
  expect((await bo.api.history())[0]?.note).toBeNull();
});

test("R12 a video note is left from the details of a call, recorded anew, taken back, and left again", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { callId } = await ana.api.start([bo.id], "video");
  await bo.isRungBy(ana);
  await ana.api.leave(callId);
  await ana.opens("/history");
  await ana.page.getByRole("main").getByRole("link", { name: "Bo" }).click();
  const record = async () => {
    await ana.button("Leave a video note").click();
    await ana.isTold("0:03 of 1:00");
    await ana.button("Stop").click();
  };
  await record();
  await ana.button("Record again").click();
  await ana.isTold("0:01 of 1:00");
  await ana.button("Stop").click();
  await ana.button("Send note").click();
  await ana.isTold("Note sent.");
  await expect.poll(async () => (await bo.api.history())[0]?.note?.media).toBe("video");
  await ana.button("Take it back").click();
  await expect.poll(async () => (await bo.api.history())[0]?.note).toBeNull();
  await record();
  await ana.button("Send note").click();
  await ana.isTold("Note sent.");
  await plays(bo, "Video note from Ana");
});

test("R13 somebody who was blocked learns nothing from leaving a note", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.declines();
  await bo.api.block(ana.id);
  await ana.button("Leave a voice note").click();
  await ana.isTold("0:01 of 1:00");
  await ana.button("Stop").click();
  await ana.button("Send note").click();
  await ana.isTold("Note sent.");
  expect((await bo.api.history())[0]?.note).toBeNull();
});
