import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it, vi } from "vitest";
import { sessionCookie, testDatabase, world } from "../testing";
import { startLiveServer } from "./index";

const db = await testDatabase();
const live = await startLiveServer(db, process.env.DATABASE_URL ?? "");
let asked = 0;
const server = createServer((incoming, response) => {
  asked++;
  void live.handle(incoming, response);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(async () => {
  await live.close();
  server.close();
});

it("R10 a page that has gone before it was let in is not held as one that is there", async () => {
  const { ana } = await world(db, "Ana");
  const { port } = server.address() as AddressInfo;
  const headers = { cookie: await sessionCookie(ana.device) };
  const pages = 12;
  for (let page = 0; page < pages; page++) {
    const opening = request({ host: "127.0.0.1", port, path: "/api/live", headers }).on("error", () => {});
    opening.end();
    await vi.waitFor(() => expect(asked).toBe(page + 1), { interval: 1 });
    opening.destroy();
  }
  // One that stays is let in after all of them.
  const staying = request({ host: "127.0.0.1", port, path: "/api/live", headers });
  await new Promise((resolve) => staying.on("response", resolve).end());
  await vi.waitFor(() => expect(live.connections()).toBe(1), { timeout: 3_000 });
  staying.destroy();
  await vi.waitFor(() => expect(live.connections()).toBe(0), { timeout: 3_000 });
});
