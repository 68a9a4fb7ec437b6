import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Frame, Page } from "@playwright/test";
import type { Api } from "../api";
import { Device } from "../device";
import { test as base, expect } from "../meeting/visitor";

export { expect };

const LISTED = new URL(process.env.PEAL_E2E_SITE ?? "http://127.0.0.1:1");

/** Somebody on a page of another site, in whose frame the meeting is: `page` is that frame, `around` the page. */
export class Framed extends Device {
  constructor(
    name: string,
    context: BrowserContext,
    readonly around: Page,
    frame: Frame,
    url: string,
  ) {
    const identity = { id: "", name, handle: "", email: "", password: "" };
    // Of a page a device uses what a frame has too.
    super(identity, "", context, frame as unknown as Page, null as unknown as Api, url);
  }

  async asksToJoin(button: "Join" | "Ask to join" = "Ask to join"): Promise<void> {
    await this.page.getByLabel("Your name").fill(this.name);
    await this.button(button).click();
  }

  /** What has happened in the frame, as the site heard it. */
  heard(): Promise<string[]> {
    return this.around.evaluate(() => (window as unknown as { heard?: string[] }).heard ?? []);
  }
}

/** A page that shows a meeting and notes every event, and any other message that its window gets. */
export const noting = (peal: string, link: string, name = "") => `<!doctype html>
<title>A shop</title>
<div id="meeting" style="height: 90vh"></div>
<script src="${peal}/embed.js"></script>
<script>
  window.heard = [];
  window.raw = [];
  addEventListener("message", ({ data, origin }) => raw.push({ data, origin }));
  window.meeting = Peal.createPealMeeting({
    url: ${JSON.stringify(link)}, parent: document.getElementById("meeting"), name: ${JSON.stringify(name)},
  });
  for (const event of ["waiting", "joined", "left", "participants", "microphone", "camera", "error"])
    meeting.on(event, (told) => heard.push(event + " " + JSON.stringify(told)));
</script>`;

/** What Playwright switches off, but for what browsers have: storage of a frame, apart for each site around it. */
const SWITCHED_OFF = "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding";

type ForWorker = {
  /** Whether the browser gives a frame of another site storage of its own; otherwise it refuses it all. */
  partitions: boolean;
};
type Sites = {
  /** Serves one page as another site: the one that the operator has named, or one that nobody named. */
  site: (html: string, options?: { isListed?: boolean }) => Promise<string>;
};

export const test = base.extend<Sites, ForWorker>({
  partitions: [true, { scope: "worker", option: true }],
  launchOptions: [
    async ({ launchOptions, partitions }, use) => {
      const args = launchOptions.args ?? [];
      // Of a switch that comes twice the last counts.
      await use(
        partitions
          ? { ...launchOptions, args: [...args, `--disable-features=${SWITCHED_OFF}`] }
          : launchOptions,
      );
    },
    { scope: "worker" },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs: nothing
  site: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (html, { isListed = true } = {}) => {
      const server = createServer((_request, response) =>
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html),
      );
      servers.push(server);
      const port = isListed ? Number(LISTED.port) : 0;
      await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    for (const server of servers) server.close().closeAllConnections();
  },
});

/** The frame in which a page shows a meeting, once it is there. */
export async function frameOf(page: Page, title = "Meeting"): Promise<Frame> {
  const frame = await (await page.getByTitle(title, { exact: true }).elementHandle())?.contentFrame();
  if (!frame) throw new Error("no frame");
  return frame;
}
