import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import type { Database } from "../db";
import { sessionCookie, type TestDevice } from "../testing";
import { startLiveServer } from "./index";

type Listener = (data: unknown, name: string) => void;

/** A live server of its own for a test file, and streams of devices, as a browser reads them. */
export async function liveStage(db: Database) {
  const live = await startLiveServer(db, process.env.DATABASE_URL ?? "");
  const server = createServer((request, response) => void live.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterAll(async () => {
    await live.close();
    server.close();
  });

  /** `until` holds the reading back: what comes meanwhile waits in the connection. */
  return async (device: TestDevice | { cookie: string }, listener: Listener, until?: Promise<void>) => {
    const aborter = new AbortController();
    const response = await fetch(`${origin}/api/live`, {
      headers: { cookie: "cookie" in device ? device.cookie : await sessionCookie(device) },
      signal: aborter.signal,
    });
    const reading = async () => {
      let text = "";
      await until;
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const name = /^event: (.*)$/m.exec(block)?.[1];
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (name && data) listener(JSON.parse(data), name);
        }
      }
    };
    reading().catch(() => {});
    return { close: () => aborter.abort() };
  };
}
