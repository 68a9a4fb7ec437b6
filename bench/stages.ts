import type { BrowserContext, Page } from "@playwright/test";

/** What happens between an answer and the caller's sight of who answered, in ms after the tap. NaN: it was not noticed. */
export const stageNames = [
  /** The callee's reply of the server. */
  "answered",
  /** The callee asked the SFU to take its picture. */
  "offered",
  /** The SFU has agreed on how. */
  "agreed",
  /** The callee's encoder has given its first picture. */
  "encoded",
  /** The first packet of it has left. */
  "sent",
  /** The caller has a receiver for it. */
  "subscribed",
  /** The first packet has come to the caller. */
  "received",
  /** It is decoded. */
  "decoded",
] as const;
export type Stages = Record<(typeof stageNames)[number], number>;

type Noted = Partial<Stages>;
type Watched = Window & { __noted: Noted; __wire: { connections: RTCPeerConnection[] } };
const LOOK_MS = 10;

/** Notes the stages in every page of a context, from the last click on. Comes after `watchWire`. */
export async function watchStages(context: BrowserContext): Promise<void> {
  await context.addInitScript((lookMs: number) => {
    const watched = window as unknown as Watched;
    const now = () => performance.timeOrigin + performance.now();
    let noted: Noted = {};
    watched.__noted = noted;
    const note = (name: keyof Noted) => (noted[name] ??= now());
    let seen = new Set<string>();
    addEventListener("click", () => Object.assign(watched, { __noted: (noted = {}) }), true);

    const ask = window.fetch.bind(window);
    window.fetch = async (...args) => {
      const reply = await ask(...args);
      const [target] = args;
      const url = target instanceof Request ? target.url : String(target);
      if (url.includes("calls.answer")) note("answered");
      return reply;
    };
    const proto = RTCPeerConnection.prototype;
    const { setLocalDescription, setRemoteDescription } = proto;
    Object.assign(proto, {
      async setLocalDescription(this: RTCPeerConnection, description: RTCLocalSessionDescriptionInit) {
        if (/a=send(only|recv)/.test(description?.sdp ?? "")) note("offered");
        await Reflect.apply(setLocalDescription, this, [description]);
      },
      async setRemoteDescription(this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
        await Reflect.apply(setRemoteDescription, this, [description]);
        if (noted.offered) note("agreed");
      },
    });
    addEventListener("click", () => (seen = new Set()), true);
    const look = async () => {
      for (const connection of watched.__wire?.connections ?? []) {
        if (connection.connectionState === "closed") continue;
        for (const row of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
          if (row.kind !== "video") continue;
          if (row.type === "outbound-rtp" && Number(row.framesEncoded) > 0) seen.add("encoded");
          if (row.type === "outbound-rtp" && Number(row.packetsSent) > 0) seen.add("sent");
          if (row.type === "inbound-rtp") seen.add("subscribed");
          if (row.type === "inbound-rtp" && Number(row.packetsReceived) > 0) seen.add("received");
          if (row.type === "inbound-rtp" && Number(row.framesDecoded) > 0) seen.add("decoded");
        }
      }
      for (const name of seen) note(name as keyof Noted);
      setTimeout(() => void look(), lookMs);
    };
    void look();
  }, LOOK_MS);
}

const read = (page: Page) => page.evaluate(() => (window as unknown as Watched).__noted);

/** The callee's stages up to the first packet, and the caller's after it. */
export async function readStages(of: { caller: Page; callee: Page; tapped: number }): Promise<Stages> {
  const [callee, caller] = await Promise.all([read(of.callee), read(of.caller)]);
  const theirs = new Set<string>(["subscribed", "received", "decoded"]);
  const entries = stageNames.map((name) => {
    const at = (theirs.has(name) ? caller : callee)[name];
    return [name, at === undefined ? Number.NaN : at - of.tapped];
  });
  return Object.fromEntries(entries) as Stages;
}
