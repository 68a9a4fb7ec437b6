import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Api } from "./api";
import { contrastOf, framesOf, received } from "./wire";

/** Who somebody is, on whatever device. */
export type Identity = { id: string; name: string; handle: string; email: string; password: string };
type Media = "audio" | "video";

const CONTRAST = 4;
/** Between two looks at moving pictures and sound: Playwright's own rests of up to a second add up over many plays. */
const intervals = [50, 100];

/** Opens a page. A browser whose network has just been plugged in drops what it was about to load. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(address).catch(async (error: unknown) => {
    if (!/ERR_NETWORK_CHANGED/.test(String(error))) throw error;
    await page.goto(address);
  });
}

/** One signed-in browser profile of a person: what they do on it, and what they see and hear there. */
export class Device {
  constructor(
    readonly identity: Identity,
    /** As Peal names it to others: "Answered on …". */
    readonly deviceName: string,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly api: Api,
    readonly url: string,
  ) {}

  get id() {
    return this.identity.id;
  }
  get name() {
    return this.identity.name;
  }

  async opens(path: string): Promise<void> {
    await goTo(this.page, `${this.url}${path}`);
  }

  /** Another tab of the same browser profile. */
  async tab(path = "/"): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${this.url}${path}`);
    return page;
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }
  tile(of: Device) {
    return this.page.getByRole("group", { name: of.name, exact: true });
  }
  ring(from: Device, page = this.page) {
    return page.getByRole("dialog", { name: `Incoming call from ${from.name}` });
  }

  /** The card of a call that rings beside what this device does. */
  card(from: Device) {
    return this.page.getByRole("alertdialog", { name: `Incoming call from ${from.name}` });
  }
  get people() {
    return this.page.getByRole("complementary", { name: "People" });
  }

  // What they do

  async calls(whom: Device, media: Media = "video"): Promise<void> {
    await this.opens(`/contacts/${whom.identity.handle}`);
    await this.page
      .getByRole("main")
      .getByRole("button", { name: media === "video" ? "Video call" : "Call", exact: true })
      .click();
    await this.page.waitForURL(/\/call\/[0-9a-f-]{36}/);
  }

  /** Calls several contacts at once, by the dialog on the page of contacts. */
  async callsGroup(whom: Device[], options: { media?: Media; topic?: string } = {}): Promise<void> {
    const { media = "video", topic = "" } = options;
    await this.opens("/contacts");
    await this.button("New group call").click();
    const dialog = this.page.getByRole("dialog", { name: "New group call" });
    for (const one of whom)
      await dialog.getByRole("checkbox", { name: one.name, exact: true }).check({ force: true });
    if (topic) await dialog.getByLabel("What is it about?").fill(topic);
    await dialog
      .getByRole("button", { name: media === "video" ? "Video call" : "Call", exact: true })
      .click();
    await this.page.waitForURL(/\/call\/[0-9a-f-]{36}/);
  }

  /** Adds contacts to the running call, by the panel of people. */
  async adds(whom: Device[]): Promise<void> {
    await this.button("People").click();
    await this.people.getByRole("button", { name: "Add people" }).click();
    for (const one of whom)
      await this.people.getByRole("checkbox", { name: one.name, exact: true }).check({ force: true });
    await this.people.getByRole("button", { name: "Call", exact: true }).click();
    await expect(this.people.getByRole("button", { name: "Add people" })).toBeVisible();
  }

  async answers(media: Media = "video"): Promise<void> {
    const ring = this.page.getByRole("dialog", { name: /^Incoming call from / });
    await ring
      .getByRole("button", { name: media === "video" ? "Answer with video" : "Answer", exact: true })
      .click();
    await expect(this.button("End call")).toBeVisible();
  }

  async declines(): Promise<void> {
    await this.button("Decline").click();
  }
  async cancels(): Promise<void> {
    await this.button("Cancel call").click();
  }
  async hangsUp(): Promise<void> {
    await this.button("End call").click();
  }

  // What they notice

  async isRungBy(caller: Device): Promise<void> {
    await expect(this.ring(caller)).toBeVisible();
  }
  async isQuiet(): Promise<void> {
    await expect(this.page.getByRole("dialog", { name: /^Incoming call from / })).toBeHidden();
  }
  /** Words that go again after some seconds are waited for beside what causes them, since that may take as long. */
  async isTold(words: string | RegExp): Promise<void> {
    await expect(this.page.getByText(words).filter({ visible: true }).first()).toBeVisible();
  }

  /** Decodes moving pictures of that person, and the picture is not one colour. */
  async sees(whom: Device): Promise<void> {
    const tile = this.tile(whom);
    await expect(tile).toHaveCount(1);
    await this.watches(tile.locator("video").first());
  }

  /** Decodes moving pictures in this `<video>`. */
  async watches(video: ReturnType<Page["locator"]>): Promise<void> {
    await expect(video).toBeVisible();
    const before = await framesOf(video);
    await expect
      .poll(() => framesOf(video), { message: "frames decoded grow", intervals })
      .toBeGreaterThan(before + 5);
    await expect.poll(() => contrastOf(video), { message: "a picture", intervals }).toBeGreaterThan(CONTRAST);
  }

  /** Sound comes in: the energy of what is played grows. */
  async hearsSomebody(): Promise<void> {
    let least = (await received(this.page)).audioEnergy;
    const grown = async () => {
      const now = (await received(this.page)).audioEnergy;
      // A connection that is made anew counts from its beginning.
      least = Math.min(least, now);
      return now - least;
    };
    await expect.poll(grown, { message: "audio energy grows", intervals }).toBeGreaterThan(0);
  }

  /** In a call with one other person: it is theirs that is heard. */
  async hears(whom: Device): Promise<void> {
    await expect(this.tile(whom)).toHaveCount(1);
    await this.hearsSomebody();
  }
}
