import type { BrowserContext } from "@playwright/test";
import type { Person } from "../people";
import { meetingSettings } from "../../server/meetings/contract";
import { mediaBytes } from "../wire";
import { expect, linkTo, SECRET, test, type Visitor } from "./visitor";

/** What a page has asked for, in which nothing may be of the meeting. */
function watchTraffic(context: BrowserContext): string[] {
  const all: string[] = [];
  context.on("request", (request) => {
    // What stands behind # no browser sends.
    all.push(`${request.url().split("#")[0]} ${request.postData() ?? ""}`);
  });
  return all;
}

/** A host with a meeting, its link, and people without an account. */
async function meetingOf(ana: Person, visit: (name: string) => Promise<Visitor>, ...names: string[]) {
  const meeting = await ana.api.createMeeting({ topic: "Plans for May" });
  const knocks = ana.page.getByRole("complementary", { name: "Waiting to join" });
  return {
    link: linkTo(meeting),
    knocks,
    visitors: await Promise.all(names.map(async (name) => await visit(name))),
  };
}

test("T2 T3 E3 F28 a guest asks early, is let in, sees and is seen, encrypted, and stays over a reload; another is sent away", async ({
  people,
  visit,
}) => {
  const { ana } = await people("Ana");
  const { link, knocks, visitors } = await meetingOf(ana, visit, "Gil", "Eve");
  const [gil, eve] = visitors as [Visitor, Visitor];

  // Early: nothing of the meeting is there, and the secret is in no request and not in the address.
  const asked = watchTraffic(gil.context);
  await gil.asksToJoin(link);
  await gil.isTold("You have asked to join");
  await expect(gil.page.getByText("Plans for May")).toHaveCount(0);
  await expect(gil.page.getByText("Ana")).toHaveCount(0);
  expect(new URL(gil.page.url()).hash).toBe("");

  // The host comes: that lets nobody in. A knock is seen on every page of theirs.
  await expect(knocks.getByText("Gil wants to join")).toBeVisible();
  await ana.opens(link);
  await ana.button("Join").click();
  await expect(ana.button("Leave")).toBeVisible();
  await gil.isTold("You have asked to join");
  await expect(gil.button("Leave")).toHaveCount(0);

  await knocks.getByLabel("Tell those who wait").fill("One moment");
  await knocks.getByRole("button", { name: "Send" }).click();
  await gil.isTold("From the host: One moment");
  await knocks.getByRole("button", { name: "Admit", exact: true }).click();
  await gil.isIn();
  await gil.sees(ana);
  await ana.sees(gil);
  await gil.hears(ana);

  await eve.asksToJoin(link);
  await knocks.getByRole("button", { name: "Deny", exact: true }).click();
  await knocks.getByRole("button", { name: "Deny for now" }).click();
  await eve.isTold("You were not let in. You can ask again.");
  await eve.button("Ask to join").click();
  await knocks.getByRole("button", { name: "Deny", exact: true }).click();
  await knocks.getByRole("button", { name: "Deny for good" }).click();
  await eve.isTold("You cannot join this meeting any more.");

  // A reload keeps a guest in.
  await gil.page.reload();
  await gil.isIn();
  await gil.sees(ana);
  await ana.sees(gil);
  expect(asked.filter((one) => one.includes(SECRET))).toEqual([]);
});

test("T2 T3 E3 a host, a member, two guests and one who waits meet by link, encrypted; who leaves goes in again by one press", {
  tag: "@long",
}, async ({ people, visit }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { link, knocks, visitors } = await meetingOf(ana, visit, "Gil", "Fay", "Ivo");
  const [gil, fay, ivo] = visitors as [Visitor, Visitor, Visitor];
  await ana.opens(link);
  await ana.button("Join").click();
  await expect(ana.button("Leave")).toBeVisible();
  await gil.asksToJoin(link);
  await fay.asksToJoin(link);
  await bo.opens(link);
  await bo.button("Ask to join").click();
  await expect(knocks.getByText("3 people want to join")).toBeVisible();
  for (const one of [gil, fay, bo])
    await expect(knocks.getByRole("listitem", { name: one.name })).toBeVisible();
  await knocks.getByRole("button", { name: "Admit all" }).click();
  await gil.isIn();
  await fay.isIn();
  await expect(bo.button("Leave")).toBeVisible();
  // Each kind of each: a host and a guest, two guests, a member and a guest. All twelve ways are more than one machine draws in time.
  const pairs = [
    [ana, fay],
    [fay, gil],
    [gil, bo],
  ] as const;
  for (const [one, other] of pairs) {
    await expect(one.tile(other).locator("video").first()).toBeVisible({ timeout: 60_000 });
    await one.sees(other);
    await other.sees(one);
  }
  await ana.hearsSomebody();

  await ivo.asksToJoin(link);
  await ivo.isTold("You have asked to join");
  await fay.button("Leave").click();
  await fay.isTold("You left the meeting");
  await expect(ana.tile(fay)).toHaveCount(0);
  await fay.button("Rejoin").click();
  await fay.button("Ask to join").or(fay.button("Join")).click();
  await fay.isIn();
  await fay.sees(ana);
  await ana.sees(fay);
  await expect(ivo.button("Leave")).toHaveCount(0);
});

test("T2 a guest whose stream tells of the seat before the answer does is in all the same", {
  tag: "@long",
}, async ({ people, visit }) => {
  // Once the page took the seat up besides, called that another call, and left.
  const { ana } = await people("Ana");
  const { link, knocks, visitors } = await meetingOf(ana, visit, "Gil");
  const [gil] = visitors as [Visitor];
  await ana.opens(link);
  await ana.button("Join").click();
  await gil.asksToJoin(link);
  await gil.isTold("You have asked to join");
  const joins: string[] = [];
  gil.page.on("request", (request) => joins.push(request.url()));
  await gil.page.route("**/api/trpc/door.enter*", async (route) => {
    const response = await route.fetch();
    await expect(ana.tile(gil)).toBeVisible();
    await route.fulfill({ response });
  });
  await knocks.getByRole("button", { name: "Admit", exact: true }).click();
  await gil.sees(ana);
  await ana.sees(gil);
  expect(joins.filter((url) => url.includes("/calls.join"))).toEqual([]);
});

test("T2 a guest's page is connected and has its stage drawn while they look at themselves, unseen, without a name and with not one byte, and goes in with that", async ({
  people,
  visit,
}) => {
  const { ana } = await people("Ana");
  const settings = meetingSettings.parse({ waitingRoom: false });
  const link = linkTo(await ana.api.createMeeting({ topic: "Plans for May", settings }));
  await ana.opens(link);
  await ana.button("Join").click();
  await expect(ana.button("Leave")).toBeVisible();
  const gil = await visit("Gil");
  let signalled = 0;
  gil.page.on("websocket", () => signalled++);
  await gil.opens(link);
  await expect.poll(async () => (await mediaBytes(gil.page)).isConnected).toBe(true);
  expect(await mediaBytes(gil.page)).toMatchObject({ sent: 0, received: 0 });
  await expect(ana.page.getByRole("group", { name: "Gil", exact: true })).toHaveCount(0);
  const tile = gil.page.locator("main section[role=group]");
  await expect(tile).toHaveCount(1);
  await expect(tile).toBeHidden();
  await expect(tile).toHaveAttribute("aria-label", "");
  await tile.evaluate((element) => element.setAttribute("data-drawn-ahead", ""));

  await gil.page.getByLabel("Your name").fill("Gil");
  await gil.button("Join").click();
  await gil.isIn();
  await Promise.all([gil.sees(ana), ana.sees(gil), gil.hears(ana), ana.hears(gil)]);
  expect(signalled, "connections to the media server").toBe(1);
  // The tile is the one that was drawn, not another one.
  await expect(gil.page.getByRole("group", { name: "Ana", exact: true })).toHaveAttribute("data-drawn-ahead");
});
