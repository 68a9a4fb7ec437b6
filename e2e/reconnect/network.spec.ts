import type { Device } from "../people";
import { ip } from "../support/netshape/ip";
import type { Link } from "../support/netshape/link";
import { expect, test, whyNot } from "../support/netshape/people";
import { meet, status, talk } from "./talk";

test.skip(...whyNot);
test.setTimeout(240_000);

const rest = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));
const isAway = (device: Device) =>
  expect(status(device, /^(Reconnecting|No connection to Peal)/)).toBeVisible();

/** Until both see and hear each other; prints how long that took. */
async function backAgain(what: string, ana: Device, bo: Device): Promise<void> {
  const begunAt = performance.now();
  await expect(status(bo, /^(Reconnecting|No connection to Peal)/)).toHaveCount(0);
  await meet(ana, bo);
  process.stdout.write(`  ${what}: both see and hear after ${Math.round(performance.now() - begunAt)} ms\n`);
  await expect(bo.button("End call")).toBeVisible();
}

/** Stops and continues every process of a browser, as sleep does with a whole device. */
async function signal(link: Link, name: "SIGSTOP" | "SIGCONT"): Promise<void> {
  const pids = (await ip(`netns pids ${link.namespace}`)).split("\n").filter(Boolean);
  for (const pid of pids) process.kill(Number(pid), name);
}

for (const seconds of [5, 20, 50]) {
  const title = `F12 no network for ${seconds} s: it says so, and the call comes back by itself`;
  test(title, { tag: seconds > 5 ? "@long" : [] }, async ({ people, linkOf }) => {
    const { ana, bo } = await people("Ana", "Bo");
    await talk(ana, bo);
    const link = linkOf(bo);
    const untilAt = performance.now() + seconds * 1000;
    await link.cut();
    if (seconds > 5) await isAway(bo);
    if (seconds > 20) await expect(status(ana, "Bo is reconnecting…")).toBeVisible({ timeout: 40_000 });
    await rest(untilAt - performance.now());
    await link.mend();
    await backAgain(`F12 ${seconds} s`, ana, bo);
  });
}

test("F12 no network for over a minute: it ends here with the reason, and Rejoin goes back in", {
  tag: "@long",
}, async ({ people, linkOf }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  await linkOf(bo).cut();
  await expect(bo.button("Rejoin")).toBeVisible({ timeout: 80_000 });
  await bo.isTold("Peal cannot be reached");
  await linkOf(bo).mend();
  await bo.button("Rejoin").click();
  await meet(ana, bo);
});

test("C7 a device that goes over to another network stays in the call", async ({ people, linkOf, world }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  await linkOf(bo).unplug();
  await rest(2_000);
  await linkOf(bo).plug(world.network.freshAddress());
  await backAgain("C7 another network", ana, bo);
});

test("C7 a device that sleeps for half a minute is back in the call when it wakes", { tag: "@long" }, async ({
  people,
  linkOf,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  await signal(linkOf(bo), "SIGSTOP");
  try {
    await expect(status(ana, "Bo is reconnecting…")).toBeVisible({ timeout: 40_000 });
    await rest(8_000);
  } finally {
    await signal(linkOf(bo), "SIGCONT");
  }
  await backAgain("C7 asleep", ana, bo);
});
