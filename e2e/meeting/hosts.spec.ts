import { meetingSettings } from "../../server/meetings/contract";
import { expect, linkTo, test } from "./visitor";

const LOOK = process.env.PEAL_LOOK;

test("T4 F29 a host mutes, asks, stops a camera, removes a guest who cannot come back, and ends for all", async ({
  people,
  visit,
}) => {
  const { ana } = await people("Ana");
  const settings = meetingSettings.parse({ waitingRoom: false });
  const meeting = await ana.api.createMeeting({ topic: "Plans for May", settings });
  const link = linkTo(meeting);
  const [gil, fay] = [await visit("Gil"), await visit("Fay")];
  const look = async (name: string, device: { page: typeof ana.page } = ana) => {
    if (!LOOK) return;
    for (const [size, width, height] of [
      ["phone", 360, 740],
      ["desktop", 1280, 800],
    ] as const) {
      await device.page.setViewportSize({ width, height });
      await device.page.screenshot({ path: `${LOOK}/${name}-${size}.png` });
    }
  };
  await ana.opens(link);
  await ana.button("Join").click();
  await gil.asksToJoin(link, "Join");
  await gil.isIn();
  await gil.sees(ana);
  await ana.sees(gil);

  await ana.button("People").click();
  await ana.people.getByRole("button", { name: "Options for Gil" }).click();
  const acts = ana.people.getByRole("group", { name: "Host controls for Gil" });
  const press = (name: string) => acts.getByRole("button", { name, exact: true }).click();
  await look("people");
  await expect(gil.button("Mute microphone")).toBeVisible();
  await press("Mute");
  await expect(gil.page.getByText("A host muted you")).toBeVisible();
  await expect(gil.button("Unmute microphone")).toBeVisible();
  await expect(ana.tile(gil).getByRole("img", { name: "Gil is muted" })).toBeVisible();
  await press("Ask to unmute");
  await expect(gil.page.getByText("A host asks you to unmute")).toBeVisible();
  await look("asked", gil);
  await gil.button("Unmute").click();
  await expect(gil.button("Mute microphone")).toBeVisible();
  await expect(ana.tile(gil).getByRole("img", { name: "Gil is muted" })).toHaveCount(0);

  // The right to a camera goes, at the SFU, and comes again; only they turn it on.
  await press("Stop video");
  await expect(gil.button("Turn camera on")).toBeDisabled();
  await expect(ana.tile(gil).locator("video")).toHaveCount(0);
  await press("Allow video");
  await expect(gil.button("Turn camera on")).toBeEnabled();
  await gil.button("Turn camera on").click();
  await ana.sees(gil);

  await press("Remove");
  await acts.getByRole("button", { name: "Remove for good" }).click();
  await gil.isTold("You were removed from the meeting");
  await look("removed", gil);
  await expect(ana.tile(gil)).toHaveCount(0);
  await gil.page.goto("about:blank");
  await gil.opens(link);
  await gil.isTold("You cannot join this meeting any more.");
  await expect(gil.button("Join")).toBeDisabled();
  await expect(gil.button("Leave")).toHaveCount(0);

  await fay.asksToJoin(link, "Join");
  await fay.isIn();
  await ana.people.getByRole("button", { name: "Close" }).click();
  await ana.button("More options").click();
  await ana.button("Host controls").click();
  await look("controls");
  await ana.page.getByRole("switch", { name: "People turn their own microphones on" }).click();
  await expect(fay.button("Unmute microphone")).toBeDisabled();
  await fay.isTold("A host keeps your microphone off");
  await look("kept-muted", fay);
  await ana.page.getByRole("button", { name: "End for all" }).first().click();
  for (const one of [fay, ana]) await one.isTold("The host ended the meeting for everybody");
});
