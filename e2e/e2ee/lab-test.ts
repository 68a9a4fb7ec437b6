import { test as base, expect } from "@playwright/test";
import { type Lab, type Member, startLab } from "./lab";

type Given = {
  /** Members of a new room, each on a page of their own, with no keys yet. */
  people: <Names extends string[]>(...names: Names) => Promise<{ [At in keyof Names]: Member }>;
};

/** A test with an SFU and pages of its own: nothing else of Peal runs. */
export const test = base.extend<Given, { lab: Lab; address: string | undefined }>({
  address: [undefined, { scope: "worker", option: true }],
  lab: [
    async ({ address }, use) => {
      const lab = await startLab(address);
      await use(lab);
      await lab.stop();
    },
    { scope: "worker" },
  ],
  people: async ({ browser, lab }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (...names) => {
      const room = await lab.createRoom();
      const members = names.map(async (name) => {
        const context = await browser.newContext();
        contexts.push(context);
        const page = await context.newPage();
        await page.goto(lab.url);
        const member = lab.member(page, room, name);
        await member.prepares();
        return member;
      });
      return (await Promise.all(members)) as any;
    });
    for (const context of contexts) await context.close();
  },
});

/** Pictures and sound of somebody go on being decoded. */
export async function reads(reader: Member, of: Member): Promise<void> {
  await sees(reader, of);
  const before = await reader.received(of);
  await expect
    .poll(async () => (await reader.received(of)).energy, {
      message: `${reader.identity} hears ${of.identity}`,
    })
    .toBeGreaterThan(before.energy);
}

/** Pictures of somebody go on being decoded. */
export async function sees(reader: Member, of: Member, frames = 10): Promise<void> {
  const before = await reader.received(of);
  await expect
    .poll(async () => (await reader.received(of)).frames, {
      message: `${reader.identity} sees ${of.identity}`,
    })
    .toBeGreaterThan(before.frames + frames);
}

/** What a spy has kept has grown to that many frames of each kind. */
export async function keeps(spy: Member, frames = 30): Promise<void> {
  for (const kind of ["video", "audio"] as const)
    await expect.poll(async () => (await spy.do("judged", {}))[kind]).toBeGreaterThan(frames);
}
