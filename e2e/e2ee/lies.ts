import type { BrowserContext, Page } from "@playwright/test";
import type { LiveState } from "../../server/live/contract";

type Lies = Window & { __lie?: (state: LiveState) => void };

/**
 * A server that lies to one browser about its state: what `lie` makes of it is what the page hears, from the next page on. `lie` runs in
 * the page.
 */
export async function tellsLies(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    class LyingSource extends EventSource {
      override addEventListener(type: string, listener: any, options?: any) {
        const hear = (event: MessageEvent<string>) => {
          const state = JSON.parse(event.data) as LiveState;
          (window as Lies).__lie?.(state);
          listener(new MessageEvent(type, { data: JSON.stringify(state) }));
        };
        super.addEventListener(type, type === "state" ? hear : listener, options);
      }
    }
    Object.assign(window, { EventSource: LyingSource });
  });
}

/** Leaves somebody out of the list of who is on the call. */
export const leavesOut = (page: Page, personId: string): Promise<void> =>
  page.evaluate((id) => {
    (window as Lies).__lie = ({ call }) => {
      if (call) call.participants = call.participants.filter(({ person }) => person.id !== id);
    };
  }, personId);

/** Says of every call that rings: it is not encrypted. */
export const saysOpen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as Lies).__lie = ({ incoming }) => {
      for (const one of incoming) one.isEncrypted = false;
    };
  });

/** A server that lets no key of this browser's through, until it does. */
export async function keepsKeysBack(context: BrowserContext): Promise<{ ends(): void }> {
  let isOver = false;
  await context.route(/\/api\/trpc\/(e2ee\.send|e2ee\.hold|calls\.answer)/, async (route) => {
    const body = route.request().postDataJSON();
    const isKey = ({ body: said }: { body: { type: string } }) => said.type === "key";
    if (isOver) return await route.continue();
    const name = new URL(route.request().url()).pathname;
    if (name.endsWith("calls.answer"))
      return await route.continue({
        postData: { ...body, keys: body.keys.filter((one: any) => !isKey(one)) },
      });
    const messages = (body.messages ?? []).filter((one: any) => !isKey(one));
    if (messages.length === 0) return await route.fulfill({ json: { result: {} } });
    await route.continue({ postData: { ...body, messages } });
  });
  return {
    ends: () => {
      isOver = true;
    },
  };
}

/** As in a private window of some browsers: nothing can be kept, so there are no keys. */
export const keepsNothing = (context: BrowserContext) =>
  context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not here", "SecurityError");
    };
  });

/** As a browser that has neither way to encrypt frames. */
export const withoutEncryption = (context: BrowserContext) =>
  context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "RTCRtpScriptTransform");
    Reflect.deleteProperty(RTCRtpSender.prototype, "createEncodedStreams");
  });
