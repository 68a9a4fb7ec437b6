import type { Page } from "@playwright/test";
import type { Device } from "../device";

/** A frame as the spy's page hands it out. */
export type Frame = { from: string; kind: string; codec: string; type: string; at: number; data: string };
type Told = { participantIdentity: string; keyIndex: number; key: CryptoKey; updateCurrentKeyIndex: boolean };

/** Tells another tab of the same browser each key that a page of this context gives to its worker: what a person may do who alters the page. */
export async function leakKeys(device: Device): Promise<void> {
  await device.context.addInitScript(() => {
    const leak = new BroadcastChannel("leaked keys");
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: { kind?: string; data?: object }, ...rest: any[]) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
      if (message.kind === "setKey") leak.postMessage(message.data);
      Reflect.apply(post, this, [message, ...rest]);
    };
  });
}

/** The tab in which somebody keeps every key that they ever had. */
export class KeptKeys {
  private constructor(readonly page: Page) {}

  static async of(device: Device): Promise<KeptKeys> {
    await leakKeys(device);
    const page = await device.tab("/robots.txt");
    await page.evaluate(() => {
      const keys: Told[] = [];
      new BroadcastChannel("leaked keys").addEventListener("message", ({ data }) => keys.push(data));
      Object.assign(window, { keptKeys: keys });
    });
    return new KeptKeys(page);
  }

  count(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { keptKeys: Told[] }).keptKeys.length);
  }

  /** Which of these frames any key that ever was set for anybody opens. LiveKit's way to encrypt, written anew. */
  opens(frames: Frame[]): Promise<boolean[]> {
    return this.page.evaluate(async (given) => {
      const salt = new TextEncoder().encode("LKFrameEncryptionKey");
      const how = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array(128) };
      const aes = { name: "AES-GCM", length: 256 };
      const { keptKeys } = window as unknown as { keptKeys: Told[] };
      const keys = await Promise.all(
        keptKeys.map(async ({ participantIdentity, keyIndex, key }) => ({
          of: participantIdentity,
          id: keyIndex,
          secret: await crypto.subtle.deriveKey(how, key, aes, false, ["decrypt"]),
        })),
      );
      const opensOne = async ({ from, kind, codec, type, data }: Frame) => {
        const frame = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
        const plain = kind === "audio" ? 1 : /vp9/i.test(codec) ? 0 : type === "key" ? 10 : 3;
        const id = frame.at(-1);
        const end = frame.byteLength - 2 - 12;
        if (end <= plain) return false;
        const parts = { iv: frame.slice(end, end + 12), additionalData: frame.slice(0, plain) };
        // Most likely first: the sender's key of that number.
        const rank = (key: { of: string; id: number }) => Number(key.of === from) * 2 + Number(key.id === id);
        for (const { secret } of keys.toSorted((a, b) => rank(b) - rank(a))) {
          const opened = await crypto.subtle
            .decrypt({ name: "AES-GCM", ...parts }, secret, frame.slice(plain, end))
            .catch(() => null);
          if (opened) return true;
        }
        return false;
      };
      const opened: boolean[] = [];
      for (const frame of given) opened.push(await opensOne(frame));
      return opened;
    }, frames);
  }
}
