import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endProcess } from "../scripts/start/alive.mjs";
import { ROOT } from "../scripts/start/app.mjs";
import { which } from "../scripts/start/run.mjs";
import { freePort } from "../scripts/start/services.mjs";
import { askAt, findCaddy, listenAsSfu, upgrade } from "./caddy.fixture";
import { compose, settings } from "./compose.fixture";
import { program, shownTo } from "./process.fixture";

const VALUES = await settings();
const { caddy } = compose(VALUES).services;
const [NAME, TURN_NAME] = [VALUES.PEAL_NAME ?? "", VALUES.PEAL_TURN_NAME ?? ""];
const LONG = { timeout: 20_000, interval: 50 };

const isPossible = process.env.PEAL_LONG === "1" && which("go") && which("haproxy");

describe.skipIf(!isPossible)("the way in of docker-compose.yml", () => {
  let folder: string;
  let app: Server;
  let sfu: Server;
  let port: number;
  let caddyPort: number;
  const pids: number[] = [];
  const seen: IncomingMessage[] = [];

  beforeAll(async () => {
    const binary = findCaddy();
    folder = mkdtempSync(path.join(tmpdir(), "peal-front-"));
    app = createServer((message, response) => {
      seen.push(message);
      response.setHeader("x-from", "app");
      if (message.url !== "/api/live") return void response.end("app");
      // A stream that says one thing and stays.
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: {}\n\n");
    }).listen(0, "127.0.0.1");
    sfu = listenAsSfu((message) => seen.push(message));
    [port, caddyPort] = [await freePort(), await freePort()];
    const env = {
      ...caddy?.environment,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      HOME: folder,
      CADDY_HTTP_PORT: String(await freePort()),
      CADDY_HTTPS_PORT: String(caddyPort),
      LIVEKIT_UPSTREAM: `127.0.0.1:${(sfu.address() as AddressInfo).port}`,
      APP_UPSTREAM: "127.0.0.1",
      APP_PORT: String((app.address() as AddressInfo).port),
    };
    const file = path.join(ROOT, "deploy/caddy/Caddyfile");
    const started = [
      program(binary, ["run", "--config", file, "--adapter", "caddyfile"], { env, outlives: true }),
      program("haproxy", ["-f", path.join(ROOT, "deploy/splitter/haproxy.cfg")], {
        env: {
          PEAL_TURN_NAME: TURN_NAME,
          SPLITTER_BIND: `127.0.0.1:${port}`,
          CADDY_UPSTREAM: `127.0.0.1:${caddyPort}`,
          COTURN_UPSTREAM: "127.0.0.1:9",
          COTURN_2_UPSTREAM: "127.0.0.1:9",
        },
        outlives: true,
      }),
    ];
    pids.push(...started.flatMap(({ process }) => process.pid ?? []));
    // Caddy answers once it has made its first certificates.
    await vi.waitFor(async () => expect(await shownTo(NAME, port)).toBeDefined(), LONG);
  }, 900_000);

  afterAll(async () => {
    for (const pid of pids) await endProcess(pid, { graceMs: 2000 });
    for (const server of [app, sfu]) server?.close().closeAllConnections();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const ask = (target: string, headers: Record<string, string> = {}) =>
    askAt({ name: NAME, port }, target, headers);

  test("what is asked of the name is the app's, with the address of who asked and no other", async () => {
    expect(await ask("/contacts", { "x-forwarded-for": "192.0.2.1" })).toMatchObject({
      from: "app",
      status: 200,
    });
    expect(seen.at(-1)?.headers).toMatchObject({
      host: NAME,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "https",
    });
  });

  test("a live stream says at once what it says", async () => {
    expect((await ask("/api/live")).first).toBe("data: {}\n\n");
  });

  test("of the SFU signalling comes through, and nothing else", async () => {
    expect(await ask("/livekit/rtc/validate?access_token=x")).toMatchObject({ from: "sfu", status: 200 });
    expect(seen.at(-1)?.url).toBe("/rtc/validate?access_token=x");
    expect((await ask("/livekit/rtc?access_token=x", upgrade)).status).toBe(101);
    for (const target of [
      "/livekit",
      "/livekit/twirp/livekit.RoomService/ListRooms",
      "/livekit/rtcx",
      "/livekit/rtc/../twirp/x",
    ])
      expect(await ask(target)).toMatchObject({ status: 404, from: "" });
  });

  test("what is for the inside is not there", async () => {
    for (const target of ["/api/metrics", "/api/webhooks/livekit", "/api//metrics"])
      expect(await ask(target), target).toMatchObject({ status: 404, from: "" });
  });

  test("nobody comes past the splitter and claims an address", async () => {
    expect(await shownTo(NAME, caddyPort)).toBeUndefined();
  });

  test("the relay's name has a certificate where coturn looks for it", async () => {
    const made = path.join(folder, "caddy/certificates/local", TURN_NAME, `${TURN_NAME}.crt`);
    await expect.poll(() => existsSync(made) && existsSync(made.replace(/crt$/, "key")), LONG).toBe(true);
  });

  test("a server that is no longer there is asked again, and answers once it is back", async () => {
    const { port: appPort } = app.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      app.close(() => resolve()).closeAllConnections();
    });
    const answer = ask("/");
    // The request is on its way meanwhile, or finds the app there again: it is answered either way.
    await expect.poll(() => shownTo(NAME, port), LONG).toBeDefined();
    app.listen(appPort, "127.0.0.1");
    expect((await answer).from).toBe("app");
  });
});
