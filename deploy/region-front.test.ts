import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endProcess } from "../scripts/start/alive.mjs";
import { ROOT } from "../scripts/start/app.mjs";
import { which } from "../scripts/start/run.mjs";
import { freePort } from "../scripts/start/services.mjs";
import { askAt, findCaddy, listenAsSfu, upgrade } from "./caddy.fixture";
import { program } from "./process.fixture";

const NAME = "far.example.test";
const LONG = { timeout: 20_000, interval: 50 };

describe.skipIf(process.env.PEAL_LONG !== "1" || !which("go"))("the way in of a further region", () => {
  const pids: number[] = [];
  let folder: string;
  let sfu: Server;
  let port: number;

  beforeAll(async () => {
    const binary = findCaddy();
    folder = mkdtempSync(path.join(tmpdir(), "peal-region-"));
    sfu = listenAsSfu();
    port = await freePort();
    const file = path.join(ROOT, "deploy/region/Caddyfile");
    const { process: caddy } = program(binary, ["run", "--config", file, "--adapter", "caddyfile"], {
      env: {
        PEAL_EMAIL: "ops@example.test",
        PEAL_TLS: "internal",
        REGION_NAME: NAME,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        HOME: folder,
        CADDY_HTTP_PORT: String(await freePort()),
        CADDY_HTTPS_PORT: String(port),
        LIVEKIT_UPSTREAM: `127.0.0.1:${(sfu.address() as AddressInfo).port}`,
      },
      outlives: true,
    });
    if (caddy.pid) pids.push(caddy.pid);
    await vi.waitFor(async () => expect((await ask("/")).status).toBe(204), LONG);
  }, 900_000);

  afterAll(async () => {
    for (const pid of pids) await endProcess(pid, { graceMs: 2000 });
    sfu?.close().closeAllConnections();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const ask = (target: string, headers: Record<string, string> = {}) =>
    askAt({ name: NAME, port }, target, headers);

  test("signalling comes through, and browsers may ask how far it is", async () => {
    expect((await ask("/rtc?access_token=x", upgrade)).status).toBe(101);
    expect(await ask("/rtc/validate?access_token=x")).toMatchObject({ status: 200, from: "sfu" });
    expect(await ask("/")).toMatchObject({ status: 204, from: "" });
  });

  test("the SFU's administration is not there", async () => {
    for (const target of ["/twirp/livekit.RoomService/ListRooms", "/rtcx", "/rtc/../twirp/x", "/metrics"])
      expect(await ask(target), target).toMatchObject({ status: 204, from: "" });
  });
});
