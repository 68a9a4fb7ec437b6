import type { Device } from "../device";
import { callStats } from "../wire";
import { expect, test } from "./operator-test";
import type { Spy } from "./spy";
import { cards, sendCards } from "./test-card";

const SOURCES = ["camera", "microphone", "screen_share"];
/** Frames of a source that are enough to tell something of it. */
const ENOUGH = 15;

const callOf = (device: Device) => new URL(device.page.url()).pathname.split("/").at(-1) ?? "";

/** Calls as a browser that cannot encrypt. */
async function callsInTheOpen(ana: Device, bo: Device): Promise<void> {
  await ana.opens(`/contacts/${bo.identity.handle}`);
  await ana.page.evaluate(() => {
    Reflect.deleteProperty(globalThis, "RTCRtpScriptTransform");
    Reflect.deleteProperty(RTCRtpSender.prototype, "createEncodedStreams");
  });
  await ana.page.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
  await ana.button("Call without encryption").click();
  await ana.page.waitForURL(/\/call\/[0-9a-f-]{36}/);
}

/** Keeps whatever these pages tell the server of keys. */
function keysTold(...devices: Device[]): string[] {
  const told: string[] = [];
  for (const { page } of devices)
    page.on("request", (request) => {
      if (/\/api\/trpc\/(e2ee\.|calls\.answer)/.test(request.url())) told.push(request.postData() ?? "");
    });
  return told;
}

/** Notes the connections for signals that pages make from their next load on, so that they can be cut. */
const noteSockets = (device: Device) =>
  device.context.addInitScript(() => {
    const made: WebSocket[] = [];
    class Noted extends WebSocket {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given);
        made.push(this);
      }
    }
    Object.assign(window, { WebSocket: Noted, __sockets: made });
  });
const cutSignals = (device: Device) =>
  device.page.evaluate(() => {
    const { __sockets } = window as unknown as { __sockets: WebSocket[] };
    for (const socket of __sockets) socket.close();
  });

/** What came in of each identity at the SFU, by the product's own count. */
const stats = async (device: Device) => (await callStats(device.page)).people;

/** The spy gets more of a source: what is done now is not done unseen. */
async function getsMore(spy: Spy, source: string): Promise<void> {
  const before = await spy.do("count", source);
  await expect
    .poll(() => spy.do("count", source), { message: `frames of ${source} reach the spy` })
    .toBeGreaterThan(before + ENOUGH);
}

async function turnsEverything(ana: Device, bo: Device, spy: Spy): Promise<void> {
  await ana.button("Mute microphone").click();
  await ana.button("Unmute microphone").click();
  await ana.button("Turn camera off").click();
  await expect(ana.button("Turn camera on")).toBeVisible();
  await ana.button("Turn camera on").click();
  await bo.sees(ana);
  await ana.button("Share screen").click();
  await expect(ana.button("Stop sharing")).toBeVisible();
  await getsMore(spy, "screen_share");
  await ana.button("Stop sharing").click();
  for (const source of ["camera", "microphone"]) await getsMore(spy, source);
}

test("F23 who runs the SFU gets every frame of a call and sees and hears nothing of it, whatever happens in it", async ({
  people,
  spy,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  for (const one of [ana, bo]) {
    await sendCards(one.context);
    await noteSockets(one);
  }
  await bo.opens("/");
  await spy.do("watch", cards);

  await test.step("of a call in the open the same spy sees and hears everything", async () => {
    await callsInTheOpen(ana, bo);
    await bo.answers();
    await Promise.all([ana.sees(bo), bo.sees(ana)]);
    await spy.joins(callOf(ana));
    await ana.button("Share screen").click();
    for (const source of SOURCES) await getsMore(spy, source);
    await expect
      .poll(async () => Object.values(await spy.do("played")).filter(({ shown }) => shown > 2).length)
      .toBe(SOURCES.length);
    await spy.do("leave");
    await ana.hangsUp();
    await expect(bo.button("End call")).toBeHidden();
    const decoded = await spy.do("decode", cards);
    for (const source of SOURCES) expect(decoded[source]?.shown, source).toBeGreaterThan(ENOUGH / 2);
  });
  await spy.do("forget");

  const told = keysTold(ana, bo);
  const identities = new Set<string>();
  const spyIs = async () => identities.add(await spy.do("identity"));
  await ana.calls(bo);
  const callId = callOf(ana);
  // While it rings already, and as somebody whom everyone may see.
  await spy.joins(callId);
  await spyIs();
  await bo.isRungBy(ana);
  await bo.answers();
  await spy.do("publish", cards.spy);
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  for (const source of ["camera", "microphone"]) await getsMore(spy, source);

  await turnsEverything(ana, bo, spy);
  await cutSignals(ana);
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await bo.page.reload();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  for (const source of ["camera", "microphone"]) await getsMore(spy, source);
  await spyIs();

  // Rule 6: nobody is shown for it, nothing of it is played, and no key is for it.
  for (const device of [ana, bo]) {
    // Beside one's own picture.
    await expect(device.page.getByRole("group").filter({ has: device.page.locator("video") })).toHaveCount(1);
    const seen = await stats(device);
    for (const identity of identities)
      expect(seen[identity] ?? { framesDecoded: 0, audioEnergy: 0 }).toMatchObject({
        framesDecoded: 0,
        audioEnergy: 0,
      });
  }
  expect(told.some((text) => text.includes('"wraps"'))).toBe(true);
  for (const identity of identities) expect(told.filter((text) => text.includes(identity))).toEqual([]);

  const played = await spy.do("played");
  const decoded = await spy.do("decode", cards);
  console.log(`F23 the spy came ${await spy.do("comings")} times: ${JSON.stringify({ played, decoded })}`);
  for (const source of SOURCES) {
    expect(decoded[source]?.kept, `frames of ${source}`).toBeGreaterThan(ENOUGH);
    expect(decoded[source]?.shown, `${source} decoded from what was kept`).toBe(0);
    expect(played[source]?.shown ?? 0, `${source} in the browser's own player`).toBe(0);
  }
});
