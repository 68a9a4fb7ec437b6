import type { BrowserContext, Page } from "@playwright/test";
import type { Api } from "../api";
import { Device } from "../device";
import { test as base, expect } from "../people";

export { expect };

/** The secret of every meeting's link in plays; it leaves no browser. */
export const SECRET = Buffer.alloc(32, 7).toString("base64url");
export const linkTo = ({ slug }: { slug: string }) => `/${slug}#k=${SECRET}`;

/** Somebody without an account, in a browser of their own. */
export class Visitor extends Device {
  constructor(name: string, context: BrowserContext, page: Page, url: string) {
    const identity = { id: "", name, handle: "", email: "", password: "" };
    super(identity, "", context, page, null as unknown as Api, url);
  }

  /** Opens a meeting's link, gives a name and presses the one button. */
  async asksToJoin(link: string, button: "Join" | "Ask to join" = "Ask to join"): Promise<void> {
    await this.opens(link);
    await this.page.getByLabel("Your name").fill(this.name);
    await this.button(button).click();
  }

  async isIn(): Promise<void> {
    await expect(this.button("Leave")).toBeVisible();
  }
}

/** Plays with somebody without an account: `visit` opens a browser for one, or takes one. */
export const test = base.extend<{ visit: (name: string, given?: BrowserContext) => Promise<Visitor> }>({
  visit: async ({ profile, appUrl }, use) => {
    await use(async (name, given) => {
      const context = given ?? (await profile());
      return new Visitor(name, context, await context.newPage(), appUrl);
    });
  },
});
