import { type Device, expect, test } from "../people";
import { meet, talk } from "./talk";

const rest = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));

/** What a page is told of where it is. */
const stands = (device: Device, state: "hidden" | "visible") =>
  device.page.evaluate((where) => {
    Object.defineProperty(document, "visibilityState", { value: where, configurable: true });
    Object.defineProperty(document, "hidden", { value: where === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);

/**
 * Another tab is in front for so long, and the browser lets nothing of this page's own run. A headless browser hides and freezes no page:
 * a debugger holds it, while the threads of the media go on.
 */
async function isFrozen(device: Device, ms: number): Promise<void> {
  const session = await device.context.newCDPSession(device.page);
  await stands(device, "hidden");
  await session.send("Debugger.enable");
  const held = new Promise((resolve) => session.once("Debugger.paused", resolve));
  await session.send("Debugger.pause");
  await held;
  await rest(ms);
  await session.send("Debugger.resume");
  await session.detach();
  await stands(device, "visible");
}

test("C7 a tab that runs nothing for 20 s is in its call afterwards", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  await isFrozen(bo, 20_000);
  const begunAt = performance.now();
  await meet(ana, bo);
  process.stdout.write(`  C7 20 s: both see and hear after ${Math.round(performance.now() - begunAt)} ms\n`);
  await expect(bo.button("End call")).toBeVisible();
});
