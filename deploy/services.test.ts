import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { endProcess, sleep } from "../scripts/start/alive.mjs";
import { ROOT } from "../scripts/start/app.mjs";
import { findLiveKit } from "../scripts/start/livekit-binary.mjs";
import { which } from "../scripts/start/run.mjs";
import { freePort, startPostgres } from "../scripts/start/services.mjs";
import { compose, settings } from "./compose.fixture";

const VALUES = await settings();
const { services } = compose(VALUES);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "peal-deploy-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program until it has done what is waited for, it ends, or 10 s are over; answers the output. */
async function outputOf(
  command: string,
  args: string[],
  isDone: (output: string) => boolean | Promise<boolean>,
  env: Record<string, string> = {},
) {
  const child = spawn(command, args, { cwd: folder, detached: true, env: { ...process.env, ...env } });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  for (let waited = 0; waited < 10_000 && child.exitCode === null && !(await isDone(output)); waited += 20)
    await sleep(20);
  if (child.pid) await endProcess(child.pid, { graceMs: 2000 });
  return output;
}

describe("the configuration of docker-compose.yml", { timeout: 60_000 }, () => {
  test("livekit-server reads its configuration of docker-compose.yml", async () => {
    const body = services.livekit?.environment?.LIVEKIT_CONFIG ?? "";
    const config = parse(body);
    expect(config.room).toEqual({ auto_create: false, empty_timeout: 120, departure_timeout: 90 });
    for (const server of config.rtc.turn_servers) {
      const host = server.protocol === "tls" ? VALUES.PEAL_TURN_NAME : VALUES.PEAL_PUBLIC_IP;
      expect(server).toMatchObject({ host, secret: VALUES.TURN_SECRET, ttl: 300 });
    }
    expect(config.rtc.turn_servers.map((one: { protocol: string }) => one.protocol)).toEqual([
      "udp",
      "tcp",
      "udp",
      "tcp",
      "tls",
    ]);
    expect(config.rtc.stun_servers).toEqual([3478, 3479].map((port) => `${VALUES.PEAL_PUBLIC_IP}:${port}`));
    const { command, before } = await findLiveKit();
    // There is no Redis here, and a port may be taken: it reads all, then fails on Redis.
    const here = body.replace("redis:6379", `127.0.0.1:${await freePort()}`);
    const output = await outputOf(
      command,
      before,
      (text) => /unable to connect to redis|connecting to redis/i.test(text),
      {
        LIVEKIT_CONFIG: here,
      },
    );
    expect(output).toMatch(/redis/i);
    expect(output).not.toMatch(/could not parse|field .* not found|yaml/i);
    const wrong = await outputOf(command, before, (text) => /not found|parse/.test(text), {
      LIVEKIT_CONFIG: `${here}\nno_such_field: 1\n`,
    });
    expect(wrong).toMatch(/no_such_field/);
  });

  const redis = which("redis-server");
  test.skipIf(!redis)("redis-server reads its configuration", async () => {
    const file = path.join(ROOT, "deploy/redis/redis.conf");
    const output = await outputOf(
      "redis-server",
      [file, "--port", String(await freePort()), "--bind", "127.0.0.1"],
      (text) => /Ready to accept/i.test(text),
    );
    expect(output).toMatch(/Ready to accept connections/i);
    expect(output).not.toMatch(/FATAL|Bad directive/i);
  });

  test("Postgres is of the version that the image names, and lets in over TCP", async () => {
    const version = /^postgres:(\d+)$/.exec(services.postgres?.image ?? "")?.[1];
    const service = await startPostgres({ dataDir: folder, durable: false });
    try {
      expect(readFileSync(path.join(folder, "postgres/PG_VERSION"), "utf8").trim()).toBe(version);
      const socket = net.connect(service.port, "127.0.0.1");
      await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
      socket.destroy();
    } finally {
      await service.stop();
    }
  });
});
