import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "../people";
import { ENDPOINT, press, push, ringPush, shown, withPushService, workerOf } from "./browser";

const databaseUrl = () => JSON.parse(process.env.PEAL_E2E_ENV ?? "{}").DATABASE_URL as string;

/** What the server made for a call's pushed ring, which only its push tells. */
async function nonceOf(callId: string): Promise<string> {
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ nonce: string }[]>`
      select nonce from pushed_rings join call_rings on call_rings.id = ring_id where call_id = ${callId}`;
    return row?.nonce ?? "";
  } finally {
    await sql.end();
  }
}
const callIdOf = (url: string) => /call\/([0-9a-f-]{36})/.exec(url)?.[1] ?? "";

test("R7 notifications are turned on in a tap, after a word on what the browser asks, and off again", async ({
  people,
}) => {
  const { bo } = await people("Bo");
  await withPushService(bo.context, "granted");
  await bo.opens("/settings");
  await bo.isTold("Off. This device rings only while Peal is open on it.");
  await bo.button("Turn on notifications").click();
  const asking = bo.page.getByRole("group", { name: "Your browser asks next" });
  await expect(asking).toBeFocused();
  expect(await bo.page.evaluate(() => Notification.permission)).toBe("default");
  await bo.button("Not now").click();
  await bo.button("Turn on notifications").click();
  await bo.button("Continue").click();
  await bo.isTold("On. Calls reach this device");
  const state = await bo.api.pushState();
  expect(state.endpoint).toContain(ENDPOINT);
  await bo.button("Send a test").click();
  await bo.isTold("Sent.");
  await bo.button("Turn off").click();
  await bo.isTold("Off. This device");
  expect(await bo.api.pushState()).toMatchObject({ endpoint: null });
});

test("R7 somebody who said no is told how to take it back", { tag: "@long" }, async ({ people }) => {
  const { bo } = await people("Bo");
  await withPushService(bo.context, "denied");
  await bo.opens("/settings");
  await bo.button("Turn on notifications").click();
  await bo.button("Continue").click();
  await bo.isTold("Blocked in this browser.");
  await expect(bo.button("Turn on notifications")).toBeHidden();
});

test("R7 a subscription that the browser has lost, or made anew, is brought to the server at the next start", {
  tag: "@long",
}, async ({ people }) => {
  const { bo } = await people("Bo");
  await withPushService(bo.context);
  await bo.opens("/settings");
  await bo.button("Turn on notifications").click();
  await bo.isTold("On. Calls reach this device");
  const endpoint = async () => (await bo.api.pushState()).endpoint;
  const first = await endpoint();
  await bo.page.evaluate(() => localStorage.removeItem("test:subscription"));
  await bo.opens("/");
  await expect.poll(endpoint).not.toBe(first);
  expect(await endpoint()).toContain(ENDPOINT);
});

test("R7 a pushed ring shows who calls, with Answer and Decline, and its end takes its place", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withPushService(bo.context);
  await workerOf(bo);
  const callId = randomUUID();
  const ring = ringPush(bo.url, ana, callId, randomUUID());
  await bo.page.goto(`${bo.url}/robots.txt`);
  await push(bo, ring);
  await expect
    .poll(() => shown(bo))
    .toEqual([
      {
        title: "Ana",
        body: "Peal video",
        tag: callId,
        silent: false,
        actions: ["Answer", "Decline"],
        kind: "ring",
      },
    ]);
  const { notification } = ring;
  const still = { requireInteraction: false, renotify: false, silent: true, actions: [] };
  const data = { kind: "missed" as const, callId };
  await push(bo, { ...ring, notification: { ...notification, ...still, body: "Missed call", data } });
  await expect
    .poll(() => shown(bo))
    .toEqual([{ title: "Ana", body: "Missed call", tag: callId, silent: true, actions: [], kind: "missed" }]);
});

test("R7 F31 a push that cannot be read still shows something, and a name is text", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withPushService(bo.context);
  await workerOf(bo);
  await bo.page.goto(`${bo.url}/robots.txt`);
  await push(bo, "{");
  await expect.poll(() => shown(bo)).toMatchObject([{ title: "Peal", tag: "peal" }]);
  const name = "<b>Ana</b> &amp;";
  const ring = ringPush(bo.url, ana, randomUUID(), randomUUID());
  await push(bo, { ...ring, notification: { ...ring.notification, title: name } });
  await expect.poll(async () => (await shown(bo)).map((one) => one.title)).toContain(name);
});

test("R7 Decline on a notification declines with Peal closed", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withPushService(bo.context);
  await bo.opens("/settings");
  await bo.button("Turn on notifications").click();
  await bo.isTold("On. Calls reach this device");
  // Not a page of Peal's: nothing of it runs but the worker.
  await bo.page.goto(`${bo.url}/robots.txt`);
  await ana.calls(bo);
  const callId = callIdOf(ana.page.url());
  // Pushed at once, or after a second if the server still takes the page that went for connected.
  await expect.poll(() => nonceOf(callId)).not.toBe("");

  await push(bo, ringPush(bo.url, ana, callId, await nonceOf(callId)));
  await press(bo, "decline");
  await ana.isTold("Bo declined");
  await expect.poll(() => shown(bo)).toEqual([]);
});

test("R7 Answer on a notification answers on the page that is open", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withPushService(bo.context);
  await workerOf(bo);
  await bo.opens("/contacts");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  const callId = callIdOf(ana.page.url());
  await push(bo, ringPush(bo.url, ana, callId, randomUUID()));
  await press(bo, "answer");
  await expect(bo.button("End call")).toBeVisible();
  await bo.sees(ana);
  await bo.hearsSomebody();
  await expect.poll(() => shown(bo)).toEqual([]);
});

test("R7 a page opened by Answer answers the ringing call once, and never a later ring", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.page.goto(`${bo.url}/robots.txt`);
  await ana.calls(bo);
  const callId = callIdOf(ana.page.url());
  await bo.opens(`/call/${callId}#answer`);
  await expect(bo.button("End call")).toBeVisible();
  await bo.sees(ana);
  expect(bo.page.url()).toBe(`${bo.url}/call/${callId}`);
  await ana.hangsUp();
  await ana.calls(bo);
  await bo.isRungBy(ana);
});

test("R7 a notification goes when its call is settled on an open page, and the page keeps where it is", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withPushService(bo.context);
  await workerOf(bo);
  await bo.opens("/contacts");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await push(bo, ringPush(bo.url, ana, callIdOf(ana.page.url()), randomUUID()));
  await expect.poll(async () => (await shown(bo)).length).toBe(1);
  await bo.declines();
  await expect.poll(() => shown(bo)).toEqual([]);
});

test("P1 the worker is served fresh and for the whole house", async ({ people }) => {
  const { bo } = await people("Bo");
  const { headers, status } = await bo.page.evaluate(async () => {
    const answer = await fetch("/sw.js");
    return { status: answer.status, headers: Object.fromEntries(answer.headers) };
  });
  expect(status).toBe(200);
  expect(headers).toMatchObject({ "cache-control": "no-cache", "service-worker-allowed": "/" });
});
