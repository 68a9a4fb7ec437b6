import type { BrowserContext, Page } from "@playwright/test";

const LINES = 25;
const last = new WeakMap<BrowserContext, string[]>();

/** Keeps what the pages of a context say last, for `tellOf`. */
export function keepLastWords(context: BrowserContext): void {
  const lines: string[] = [];
  last.set(context, lines);
  const keep = (text: string) => {
    lines.push(`${new Date().toISOString().slice(14, 23)} ${text.slice(0, 200)}`);
    lines.splice(0, lines.length - LINES);
  };
  context.on("console", (message) => keep(message.text()));
  context.on("response", (response) => {
    if (response.status() >= 400) keep(`${response.status()} ${response.url()}`);
  });
}

/** What a failed play's pages show, have said last, and send and receive: the log of a build machine has nothing else of it. */
export async function tellOf(context: BrowserContext): Promise<string> {
  const pages = await Promise.all(context.pages().map((page) => pageTold(page).catch(String)));
  return [...pages, ...(last.get(context) ?? [])].join("\n");
}

async function pageTold(page: Page): Promise<string> {
  const [shown, media] = await Promise.all([
    page.locator("body").ariaSnapshot({ timeout: 5_000 }),
    page.evaluate(mediaOf),
  ]);
  return [`== ${page.url()}`, shown, ...media].join("\n");
}

/** Runs in the page. */
async function mediaOf(): Promise<string[]> {
  type Told = {
    __wire?: { connections: RTCPeerConnection[] };
    __call?: { stats(): Promise<unknown> };
  };
  const { __wire, __call } = window as unknown as Told;
  const lines = [JSON.stringify(await __call?.stats().catch(String))];
  for (const connection of __wire?.connections ?? []) {
    const { connectionState, iceConnectionState, signalingState } = connection;
    if (connectionState === "closed") continue;
    const rows = [...(await connection.getStats()).values()] as Record<string, unknown>[];
    const tracks = rows
      .filter(({ type }) => type === "inbound-rtp" || type === "outbound-rtp")
      .map((row) =>
        [row.type, row.kind, row.rid, row.active, row.packetsSent ?? row.packetsReceived]
          .concat([row.framesSent ?? row.framesDecoded, row.qualityLimitationReason])
          .filter((value) => value !== undefined)
          .join(" "),
      );
    lines.push([connectionState, iceConnectionState, signalingState, ...tracks].join(" | "));
  }
  return lines;
}
