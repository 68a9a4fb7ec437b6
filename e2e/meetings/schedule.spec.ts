import { expect, test as base } from "../people";
import { type MailTown, startMailTown } from "./town";

const test = base.extend<{ town: MailTown }>({
  // oxlint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await startMailTown();
    await use(town);
    await town.stop();
  },
  appUrl: async ({ town }, use) => use(town.url),
});

const subject = (letter: string) => /Subject: (.*)/.exec(letter)?.[1]?.trim();

test("T1 a meeting is scheduled, invited to by e-mail, answered without an account, changed and cancelled; the link's secret stays in browsers", async ({
  strangers,
  profile,
  town,
}) => {
  const { ana } = await strangers("Ana");
  const { page } = ana;
  const sent: string[] = [];
  ana.context.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  const email = `guest-${crypto.randomUUID().slice(0, 8)}@example.test`;

  await ana.opens("/");
  await page.getByRole("link", { name: "Meetings", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No meetings ahead" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Schedule" }).first().click();
  await page.getByLabel("Topic").fill("Budget");
  await page.getByLabel("Start").fill("2097-03-25T09:00");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByLabel("Repeat", { exact: true }).selectOption("weekly");
  await page.getByLabel("Invite by e-mail").fill("nonsense");
  await ana.button("Schedule meeting").click();
  await expect(page.getByText("This is no e-mail address: nonsense")).toBeVisible();
  await page.getByLabel("Invite by e-mail").fill(email);
  await ana.button("Schedule meeting").click();

  await expect(page.getByRole("heading", { name: "Budget" })).toBeVisible();
  const link = page.getByRole("textbox", { name: "Meeting link" });
  await expect(link).toHaveValue(/\/[a-z]{3}-[a-z]{4}-[a-z]{3}#k=[\w-]{43}$/);
  const [address = "", secret = ""] = (await link.inputValue()).split("#k=");
  // The same device, after the tab that made it is gone: sealed to it, and kept by the server.
  const tab = await ana.tab(new URL(page.url()).pathname);
  await expect(tab.getByRole("textbox", { name: "Meeting link" })).toHaveValue(`${address}#k=${secret}`);
  await tab.close();

  await expect.poll(() => town.lettersFor(email).map(subject)).toEqual(["Invitation: Budget"]);
  const [letter = ""] = town.lettersFor(email);
  expect(letter).toContain(address);
  expect(letter).not.toContain(secret);

  const guest = await (await profile({ mobile: true })).newPage();
  await guest.goto(`${ana.url}${/\/rsvp\/[\w.-]+/.exec(letter)?.[0]}`);
  await expect(guest.getByRole("heading", { name: "Budget" })).toBeVisible();
  await expect(guest.getByRole("button", { name: "Accept" })).toHaveAttribute("aria-pressed", "false");
  await guest.getByRole("button", { name: "Accept" }).click();
  await expect(guest.getByText("Ana sees your answer.", { exact: false })).toBeVisible();

  await page.reload();
  await expect(page.getByRole("listitem", { name: email })).toContainText("Accepted");
  await ana.button("More about this meeting").click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await expect(page.getByLabel("Start")).toHaveValue("2097-03-25T09:00");
  await page.getByLabel("Topic").fill("Budget, at last");
  await page.getByLabel("Start").fill("2097-03-26T10:30");
  await ana.button("Save").click();
  await expect(page.getByRole("heading", { name: "Budget, at last" })).toBeVisible();
  await expect
    .poll(() => town.lettersFor(email).map(subject))
    .toEqual(["Invitation: Budget", "Changed: Budget, at last"]);

  await ana.button("More about this meeting").click();
  await page.getByRole("menuitem", { name: "Cancel meeting" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel meeting" }).click();
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await expect.poll(() => town.lettersFor(email).map(subject)).toContain("Cancelled: Budget, at last");
  await guest.reload();
  await expect(guest.getByText("This meeting was cancelled", { exact: false })).toBeVisible();

  // Nothing that left the browser carried the secret, but for the fragment that browsers keep.
  expect(sent.some((one) => one.includes("meetings.create"))).toBe(true);
  expect(sent.filter((one) => one.replace(/#.*/, "").includes(secret))).toEqual([]);
});
