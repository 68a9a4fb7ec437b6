import { isAccessible } from "../axe";
import { expect, test } from "../people";

test("T1 one occurrence of a meeting that repeats is moved, renamed, cancelled and brought back; the others stay", async ({
  strangers,
}) => {
  const { ana } = await strangers("Ana");
  const { page } = ana;
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const times = { startsAt: `${tomorrow}T09:00`, minutes: 30, timeZone: "UTC" };
  const repeats = { frequency: "daily", interval: 1 } as const;
  const { meetingId } = await ana.api.createMeeting({ topic: "Stand-up", times: { ...times, repeats } });
  await ana.opens(`/meetings/${meetingId}`);
  const rows = page.getByRole("list", { name: "Next times" }).getByRole("listitem");
  await expect(rows).toHaveCount(6);
  const acts = (at: number) => rows.nth(at).getByRole("button", { name: /^More about / });

  await acts(1).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  const form = page.getByRole("dialog", { name: "Change" });
  const dayAfter = new Date(Date.parse(tomorrow) + 86_400_000).toISOString().slice(0, 10);
  await expect(form.getByLabel("Start")).toHaveValue(`${dayAfter}T09:00`);
  // Onto the day of the one before it, and ahead of it.
  await form.getByLabel("Start").fill(`${tomorrow}T08:00`);
  await form.getByLabel("Topic").fill("Stand-up with cake");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(rows.nth(0)).toContainText("Stand-up with cake");
  await expect(rows.nth(0)).toContainText("Changed");
  await expect(rows.nth(1)).not.toContainText("cake");
  await expect(page.getByRole("heading", { level: 1, name: "Stand-up" })).toBeVisible();

  await acts(1).click();
  await page.getByRole("menuitem", { name: "Cancel this one", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel this one" }).click();
  await expect(rows.nth(1)).toContainText("Cancelled");
  await isAccessible(page, "main");
  await acts(1).click();
  await page.getByRole("menuitem", { name: "Hold it after all" }).click();
  await expect(rows.nth(1)).not.toContainText(/Cancelled|Changed/);
});

test("T1 one occurrence and all that follow are moved, then cancelled: those before stay, and the link @long", async ({
  strangers,
}) => {
  const { ana } = await strangers("Ana");
  const { page } = ana;
  const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const times = { startsAt: `${dayIn(1)}T09:00`, minutes: 30, timeZone: "UTC" };
  const repeats = { frequency: "daily", interval: 1 } as const;
  const { meetingId, slug } = await ana.api.createMeeting({
    topic: "Stand-up",
    times: { ...times, repeats },
  });
  await ana.opens(`/meetings/${meetingId}`);
  const rows = page.getByRole("list", { name: "Next times" }).getByRole("listitem");
  await expect(rows).toHaveCount(6);
  const acts = (at: number) => rows.nth(at).getByRole("button", { name: /^More about / });

  await acts(2).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  const form = page.getByRole("dialog", { name: "Change" });
  await form.getByLabel("Start").fill(`${dayIn(3)}T14:00`);
  await form.getByLabel("Topic").fill("Afternoon");
  await form.getByRole("radio", { name: "This and all that follow" }).check();
  await isAccessible(page, '[role="dialog"]');
  await form.getByRole("button", { name: "Save" }).click();
  await expect(rows.nth(1)).toContainText("Stand-up");
  for (const at of [2, 5]) await expect(rows.nth(at).getByRole("button")).toHaveAccessibleName(/2:00/);
  await expect(page.getByRole("heading", { level: 1, name: "Afternoon" })).toBeVisible();

  await ana.opens(`/meetings/${meetingId}/edit`);
  await expect(page.getByText(/^This changes the meeting from .* on\./)).toBeVisible();
  await expect(page.getByLabel("Topic")).toHaveValue("Afternoon");

  await ana.opens(`/meetings/${meetingId}`);
  await acts(3).click();
  await page.getByRole("menuitem", { name: "Cancel this and all that follow" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: "Cancel this and all that follow" })
    .click();
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole("textbox", { name: "Meeting link" })).toHaveValue(new RegExp(slug));
});

test("P2 the day's meetings stand on the first page, one's own and others', and follow what becomes of them @long", async ({
  strangers,
}) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await bo.opens("/");
  await ana.opens("/");
  const list = bo.page.getByRole("list", { name: "Meetings today" });
  await expect(bo.button("New group call").or(bo.page.getByText("Nobody here yet"))).toBeVisible();
  await expect(list).toHaveCount(0);
  // It has begun: then it is of today whatever the hour.
  const startsAt = new Date(Date.now() - 120_000).toISOString().slice(0, 16);
  const repeats = { frequency: "daily", interval: 1 } as const;
  const { meetingId, slug } = await ana.api.createMeeting({
    topic: "Plans",
    times: { startsAt, minutes: 60, timeZone: "UTC", repeats },
    invitees: [bo.identity.email],
  });
  const row = list.getByRole("listitem", { name: "Plans" });
  await expect(row.getByText("Now", { exact: true })).toBeVisible();
  await expect(row).toContainText("by Ana");
  await expect(ana.page.getByRole("listitem", { name: "Plans" })).not.toContainText("by Ana");
  await expect(row.getByRole("link", { name: "Join" })).toHaveAttribute("href", `/${slug}`);
  await isAccessible(bo.page, "main");

  await ana.opens(`/${slug}`);
  await ana.button("Join").click();
  await expect(row).toContainText("Running now");
  await ana.button("Leave").click();
  await expect(row).not.toContainText("Running now");

  await ana.opens(`/meetings/${meetingId}`);
  const first = ana.page.getByRole("list", { name: "Next times" }).getByRole("listitem").first();
  await first.getByRole("button", { name: /^More about / }).click();
  await ana.page.getByRole("menuitem", { name: "Cancel this one", exact: true }).click();
  await ana.page.getByRole("alertdialog").getByRole("button", { name: "Cancel this one" }).click();
  await expect(list).toHaveCount(0);
});
