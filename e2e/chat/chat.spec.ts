import type { Page } from "@playwright/test";
import { meetingSettings } from "../../server/meetings/contract";
import { expect, linkTo, test } from "../meeting/visitor";

const chatOn = (page: Page) => page.getByRole("complementary", { name: "Chat" });
const message = (page: Page, text: string) =>
  chatOn(page).getByRole("listitem").filter({ hasText: text }).first();

async function writes(page: Page, text: string, to?: string): Promise<void> {
  const chat = chatOn(page);
  if (to) await chat.getByRole("combobox", { name: /^To/ }).selectOption(to);
  await chat.getByRole("textbox", { name: "Message" }).fill(text);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
}

test("C6 T5 F31 two people on a call write, react, ask, send a file with an inert name, raise a hand and send an emoji", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(phone, "audio");
  await phone.answers("audio");

  // The key opens the chat, and is not written into it.
  await expect(async () => {
    await ana.page.keyboard.press("c");
    await expect(chatOn(ana.page)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(chatOn(ana.page).getByRole("textbox", { name: "Message" })).toHaveValue("");
  await writes(ana.page, "Hello Bo");
  await phone.button("Chat, 1 new message").click();
  await writes(phone.page, "Hello Ana");
  await message(ana.page, "Hello Ana").getByRole("button", { name: "React", exact: true }).click();
  await message(ana.page, "Hello Ana").getByRole("button", { name: "React with 👍" }).click();
  await expect(message(phone.page, "Hello Ana").getByRole("button", { name: "👍 1: Ana" })).toBeVisible();

  const chat = chatOn(ana.page);
  await chat.getByRole("button", { name: "New poll" }).click();
  await chat.getByLabel("Question").fill("When do we meet?");
  await chat.getByLabel("Option 1", { exact: true }).fill("Monday");
  await chat.getByLabel("Option 2", { exact: true }).fill("Tuesday");
  await chat.getByRole("button", { name: "Ask" }).click();
  await chatOn(phone.page).getByRole("button", { name: "Tuesday, 0 votes" }).click();
  await expect(chat.getByRole("button", { name: "Tuesday, 1 vote" })).toBeVisible();

  const send = async (name: string, bytes: number) =>
    await ana.page
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.alloc(bytes, "x") });
  await send("too-large.bin", 10 * 1024 * 1024 + 1);
  await expect(chat.getByText("A file may have at most 10 MB.")).toBeVisible();
  await send("plan\u202Efdp.txt", 300_000);
  const saving = phone.page.waitForEvent("download");
  await chatOn(phone.page).getByRole("button", { name: "Save planfdp.txt" }).click();
  expect((await saving).suggestedFilename()).toBe("planfdp.txt");

  await chatOn(phone.page).getByRole("button", { name: "Close" }).click();
  await phone.button("Reactions").click();
  await phone.page.getByRole("button", { name: "Raise hand" }).click();
  await expect(ana.page.getByRole("img", { name: "Bo has raised a hand" })).toBeVisible();
  await phone.button("Reactions").click();
  await phone.page.getByRole("button", { name: "React with 🎉" }).click();
  await expect(ana.page.getByRole("img", { name: "Bo: 🎉" })).toBeVisible();

  // Who was there reads it later, too, on the device that has its keys.
  await ana.hangsUp();
  await ana.opens("/history");
  await ana.page.getByRole("main").getByRole("link", { name: /Bo/ }).first().click();
  const past = ana.page.getByRole("list", { name: "Messages" });
  await expect(past.getByText("Hello Bo")).toBeVisible();
  await expect(past.getByText("Tuesday, 1 vote")).toBeVisible();
  await expect(past.getByRole("img", { name: "👍 1: You" })).toBeVisible();
});

test("T5 C6 in a meeting a host, a member and a guest write to all and to one, answer, react, raise hands; a reload keeps it, a guest reads from their coming on", {
  tag: "@long",
}, async ({ people, visit }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const settings = meetingSettings.parse({ waitingRoom: false, video: false });
  const meeting = await ana.api.createMeeting({ topic: "Plans", settings });
  const link = linkTo(meeting);
  for (const one of [ana, bo]) {
    await one.opens(link);
    await one.button("Join").click();
    await expect(one.button("Leave")).toBeVisible();
  }
  await expect(ana.tile(bo)).toBeVisible();

  await ana.button("Chat").click();
  await writes(ana.page, "Before you came");
  await bo.button("Chat, 1 new message").click();
  await expect(message(bo.page, "Before you came")).toBeVisible();

  const gil = await visit("Gil");
  await gil.asksToJoin(link, "Join");
  await expect(gil.button("Leave")).toBeVisible();
  await expect(ana.tile(gil)).toBeVisible();
  await gil.button("Chat").click();

  await writes(ana.page, "Read https://example.org/plan, please");
  for (const { page } of [bo, gil]) {
    const address = message(page, "please").getByRole("link", { name: "https://example.org/plan" });
    await expect(address).toBeVisible();
    await expect(address).toHaveAttribute("rel", /noopener noreferrer/);
  }
  await writes(ana.page, "Between us", "Bo");
  await expect(message(bo.page, "Between us")).toContainText("Only to you");
  await message(bo.page, "please").getByRole("button", { name: "Reply" }).click();
  await writes(bo.page, "I have read it");
  for (const { page } of [ana, gil])
    await expect(message(page, "I have read it")).toContainText("Ana: Read https://example.org");
  await message(gil.page, "I have read it").getByRole("button", { name: "React", exact: true }).click();
  await message(gil.page, "I have read it").getByRole("button", { name: "React with 👍" }).click();
  await expect(message(ana.page, "I have read it").getByRole("button", { name: "👍 1: Gil" })).toBeVisible();
  await expect(chatOn(gil.page).getByText("Before you came")).toHaveCount(0);
  await expect(chatOn(gil.page).getByText("Between us")).toHaveCount(0);

  // Hands, in order; the host lowers one.
  await gil.button("Raise hand").click();
  await expect(gil.button("Lower hand")).toBeVisible();
  await bo.button("Raise hand").click();
  await expect(ana.page.getByRole("img", { name: "Bo has raised a hand, number 2" })).toBeVisible();
  await ana.button("People").click();
  const hands = ana.people.getByRole("list", { name: "Raised hands" });
  await expect(hands.getByRole("listitem")).toHaveText([/Gil/, /Bo/]);
  await hands.getByRole("button", { name: "Lower hand of Gil" }).click();
  await expect(gil.button("Raise hand")).toBeVisible();

  await gil.button("Reactions").click();
  await gil.page
    .getByRole("group", { name: "Reactions" })
    .getByRole("button", { name: "React with 🎉" })
    .click();
  await expect(ana.page.getByRole("img", { name: "Gil: 🎉" })).toBeVisible();

  // A reload loses neither what was written nor a hand.
  await bo.page.reload();
  await expect(bo.button("Leave")).toBeVisible();
  await expect(bo.button("Lower hand")).toBeVisible();
  await bo.button("Chat").click();
  for (const text of ["Before you came", "Between us", "I have read it"])
    await expect(message(bo.page, text)).toBeVisible();
});

test("T5 what was written while the chat could not be reached survives a reload and is there once @long", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await ana.button("Chat").click();
  await writes(ana.page, "First");
  await expect(chatOn(ana.page).getByText("Sending…")).toHaveCount(0);
  const send = /\/api\/trpc\/chat\.send/;
  await ana.page.route(send, (route) => route.abort());
  await writes(ana.page, "Not lost");
  await writes(ana.page, "Nor this");
  await expect(chatOn(ana.page).getByText("Sending…")).toHaveCount(2);
  await ana.page.reload();
  await expect(ana.button("End call")).toBeVisible();
  await ana.page.getByRole("button", { name: /^Chat/ }).click();
  await expect(chatOn(ana.page).getByText("Sending…")).toHaveCount(2);
  await ana.page.unroute(send);
  await bo.page.getByRole("button", { name: /^Chat/ }).click();
  const lines = chatOn(bo.page).getByRole("listitem");
  await expect(lines.filter({ hasText: "Nor this" })).toHaveCount(1);
  await expect(chatOn(ana.page).getByText("Sending…")).toHaveCount(0);
  await expect(lines.filter({ hasText: "Not lost" })).toHaveCount(1);
  // And a reload after it went sends nothing again.
  await ana.page.reload();
  await expect(ana.button("End call")).toBeVisible();
  await writes(bo.page, "Last");
  await expect(lines.filter({ hasText: "Last" })).toHaveCount(1);
  for (const text of ["Not lost", "Nor this"]) await expect(lines.filter({ hasText: text })).toHaveCount(1);
});
