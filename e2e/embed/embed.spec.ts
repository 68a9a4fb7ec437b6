import { readFileSync } from "node:fs";
import path from "node:path";
import { meetingSettings } from "../../server/meetings/contract";
import { linkTo, SECRET } from "../meeting/visitor";
import type { Person } from "../people";
import { expect, Framed, frameOf, noting, test } from "./site";

const withoutWaitingRoom = meetingSettings.parse({ waitingRoom: false });

/** A meeting of this person, in which they are. */
async function meetingOf(ana: Person, settings = withoutWaitingRoom) {
  const meeting = await ana.api.createMeeting({ topic: "Plans for May", settings });
  await ana.opens(linkTo(meeting));
  await ana.button("Join").click();
  await expect(ana.button("Leave")).toBeVisible();
  return { ...meeting, link: `${ana.url}${linkTo(meeting)}` };
}

test("A2 a guest in another site's page and a host on Peal's own see and hear one another; the site commands and is told, and a reload keeps the guest", async ({
  people,
  profile,
  site,
  appUrl,
}) => {
  const { ana } = await people("Ana");
  const { link } = await meetingOf(ana, meetingSettings.parse({}));
  const context = await profile();
  const asked: string[] = [];
  context.on("request", (request) =>
    asked.push(`${request.url().split("#")[0]} ${request.postData() ?? ""}`),
  );
  const page = await context.newPage();
  await page.goto(await site(noting(appUrl, link, "Gil from the shop")));
  const gil = new Framed("Gil", context, page, await frameOf(page), appUrl);

  // The name that the site knows stands there; the person's own counts.
  await expect(gil.page.getByLabel("Your name")).toHaveValue("Gil from the shop");
  await gil.asksToJoin();
  await expect.poll(() => gil.heard()).toContain("waiting {}");
  await ana.page.getByRole("button", { name: "Admit", exact: true }).click();
  await gil.sees(ana);
  await ana.sees(gil);
  await gil.hears(ana);
  await ana.hears(gil);
  await expect.poll(() => gil.heard()).toContain('participants {"count":2}');
  for (const one of [ana, gil])
    await expect(one.page.getByRole("button", { name: /^Encryption: (?!Not encrypted)/ })).toBeVisible();

  await page.evaluate("meeting.muteMicrophone()");
  await expect(gil.button("Unmute microphone")).toBeVisible();
  await expect(ana.tile(gil).getByRole("img", { name: "Gil is muted" })).toBeVisible();
  await expect.poll(() => gil.heard()).toContain('microphone {"isOn":false}');
  await page.evaluate("meeting.unmuteMicrophone()");
  await gil.isTold("The site around this meeting has turned your microphone on.");
  await expect(ana.tile(gil).getByRole("img", { name: "Gil is muted" })).toHaveCount(0);

  await page.reload();
  const again = new Framed("Gil", context, page, await frameOf(page), appUrl);
  await again.sees(ana);
  await ana.sees(again);
  await expect(ana.page.getByRole("group", { name: "Gil", exact: true })).toHaveCount(1);

  // The one cookie of another site's page: this guest's, for this place.
  const cookies = (await context.cookies()).filter(({ name }) => name.startsWith("peal-guest"));
  expect(cookies).toMatchObject([{ httpOnly: true, secure: true, sameSite: "None" }]);

  await page.evaluate("meeting.leave()");
  await again.isTold("You left the meeting");
  await expect.poll(() => again.heard()).toContain('left {"reason":"left"}');
  await expect(ana.tile(again)).toHaveCount(0);

  // Of others the site has heard how many there are, from Peal alone; the secret was in no request.
  const raw = await page.evaluate(() => (window as unknown as { raw: object[] }).raw);
  expect(JSON.stringify(raw)).not.toContain("Ana");
  expect(JSON.stringify(raw)).not.toContain(SECRET);
  expect(asked.filter((one) => one.includes(SECRET))).toEqual([]);
});

test("A2 F34 a site that nobody has named frames nothing, and the named one frames a meeting alone", {
  tag: "@long",
}, async ({ people, browser, site, appUrl }) => {
  const { ana } = await people("Ana");
  const meeting = await ana.api.createMeeting({ topic: "Plans for May", settings: withoutWaitingRoom });
  const link = `${appUrl}${linkTo(meeting)}`;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await site(noting(appUrl, link), { isListed: false }));
  await expect.poll(() => page.evaluate("heard.join()")).toBe('error {"code":"not_shown"}');
  await expect(page.frameLocator("iframe").getByLabel("Your name")).toHaveCount(0);

  const paths = ["/sign-in", `/${meeting.slug}`, "/embed", "/embed/wrong", `/embed/${meeting.slug}`];
  const frames = paths.map((at) => `<iframe src="${appUrl}${at}" title="${at}"></iframe>`);
  await page.goto(await site(`<!doctype html>${frames.join("")}`));
  await expect(page.frameLocator("iframe").last().getByLabel("Your name")).toBeVisible();
  const others = page.frames().slice(1, -1);
  for (const [at, frame] of others.entries())
    expect(await frame.getByRole("main").count(), paths[at]).toBe(0);
  await context.close();
});

test("A2 the example of the docs shows a meeting", { tag: "@long" }, async ({
  people,
  profile,
  site,
  appUrl,
}) => {
  const { ana } = await people("Ana");
  const { link } = await meetingOf(ana);
  const docs = readFileSync(path.resolve(import.meta.dirname, "../../docs/embed.md"), "utf8");
  const example = /```html\n([\s\S]+?)```/.exec(docs)?.[1] ?? "";
  const html = example
    .replace("https://call.example.org/abc-defg-hij#k=…", link)
    .replaceAll("https://call.example.org", appUrl);
  const context = await profile();
  const page = await context.newPage();
  await page.goto(await site(`<!doctype html>${html}`));
  const gil = new Framed("Gil", context, page, await frameOf(page), appUrl);
  await expect(gil.page.getByLabel("Your name")).toHaveValue("Gil");
  await gil.button("Join").click();
  await gil.sees(ana);
  await expect(page.getByText("2 in the meeting")).toBeVisible();
  await page.getByRole("button", { name: "Mute" }).click();
  await expect(gil.button("Unmute microphone")).toBeVisible();
});

test("A2 on the same site as Peal's who is signed in is that person in the frame", { tag: "@long" }, async ({
  people,
  site,
  appUrl,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { link } = await meetingOf(ana);
  const page = await bo.context.newPage();
  // Another port of Peal's own name: for browsers the same site.
  await page.goto((await site(noting(appUrl, link))).replace("127.0.0.1", "localhost"));
  const framed = new Framed("Bo", bo.context, page, await frameOf(page), appUrl);
  await framed.isTold("You join as Bo.");
  await framed.button("Join").click();
  await framed.sees(ana);
  await ana.sees(bo);
  await page.reload();
  const again = new Framed("Bo", bo.context, page, await frameOf(page), appUrl);
  await again.sees(ana);
});

test("A2 two frames of one page are two guests, of whom one is in a meeting at a time", {
  tag: "@long",
}, async ({ people, profile, site, appUrl }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const [first, second] = [await meetingOf(ana), await meetingOf(bo)];
  const context = await profile();
  const page = await context.newPage();
  await page.goto(
    await site(`<!doctype html><div id="one"></div><div id="two"></div>
<script type="module">
  import { createPealMeeting } from "${appUrl}/embed.mjs";
  createPealMeeting({ url: "${first.link}", parent: document.getElementById("one"), title: "one" });
  createPealMeeting({ url: "${second.link}", parent: document.getElementById("two"), title: "two" });
</script>`),
  );
  const framed = async (name: string, title: string) =>
    new Framed(name, context, page, await frameOf(page, title), appUrl);
  const [gil, fay] = [await framed("Gil", "one"), await framed("Fay", "two")];
  await gil.asksToJoin("Join");
  await gil.sees(ana);
  await fay.asksToJoin("Join");
  await fay.isTold("You are on another call. End it first.");
  await gil.button("Mute microphone").click();
  await expect(ana.tile(gil).getByRole("img", { name: "Gil is muted" })).toBeVisible();
  await gil.button("Leave").click();
  await gil.isTold("You left the meeting");
  await fay.button("Join").click();
  await fay.sees(bo);
  await bo.sees(fay);
});
