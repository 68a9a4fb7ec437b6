import http from "node:http";
import type { LiveState } from "../server/live/contract";

export type Stream = {
  /** The last state that came, or null before the first. */
  state(): LiveState | null;
  /** Waits for a state that fits, and answers when it came (performance.now()). */
  until(fits: (state: LiveState) => boolean): Promise<number>;
  close(): void;
};

/** Opens the live stream of a signed-in profile, as its leading tab does. */
export function openStream(url: string, cookie: string): Promise<Stream> {
  let last: LiveState | null = null;
  const waiting = new Set<{ fits: (state: LiveState) => boolean; done: (at: number) => void }>();
  return new Promise((resolve, reject) => {
    const request = http.get(`${url}/api/live?beats`, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`/api/live answered ${response.statusCode}`));
      let text = "";
      response.setEncoding("utf8");
      response.on("error", () => {});
      response.on("data", (chunk: string) => {
        const at = performance.now();
        text += chunk;
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) {
          const beat = /^event: ping\ndata: (.*)$/.exec(event)?.[1];
          if (beat) sendBack(url, beat);
          const data = /^event: state$/m.test(event) ? /^data: (.*)$/m.exec(event)?.[1] : undefined;
          if (!data) continue;
          const state = JSON.parse(data) as LiveState;
          last = state;
          for (const one of waiting) {
            if (!one.fits(state)) continue;
            waiting.delete(one);
            one.done(at);
          }
        }
      });
      resolve({
        state: () => last,
        until: (fits) =>
          last && fits(last)
            ? Promise.resolve(performance.now())
            : new Promise((done) => waiting.add({ fits, done })),
        close: () => request.destroy(),
      });
    });
    request.on("error", reject);
  });
}

/** A browser's connection has gone by the next ping, so each of these is one of its own. */
function sendBack(url: string, beat: string): void {
  const request = http.request(`${url}/api/live/beat`, {
    method: "POST",
    headers: { "x-peal-beat": beat, "content-length": 0 },
    agent: false,
  });
  request.on("response", (response) => response.resume());
  request.on("error", () => {});
  request.end();
}
