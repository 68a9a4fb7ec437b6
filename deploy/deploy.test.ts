import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { endProcess, sleep } from "../scripts/start/alive.mjs";
import { ROOT } from "../scripts/start/app.mjs";
import { ensureCertificate } from "../scripts/start/certificate.mjs";
import { findCoturn } from "../scripts/start/coturn.mjs";
import { findLiveKit } from "../scripts/start/livekit-binary.mjs";
import { tcpAnswers } from "../scripts/start/ports.mjs";
import { which } from "../scripts/start/run.mjs";
import { freePort, startPostgres } from "../scripts/start/services.mjs";

type Service = {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  networks?: string[];
  volumes?: string[];
  profiles?: string[];
};
type Compose = {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
};

const ENV: Record<string, string> = {
  PEAL_URL: "https://call.example.org",
  LIVEKIT_PUBLIC_URL: "wss://media.example.org",
  PEAL_PUBLIC_IP: "127.0.0.1",
  PEAL_TURN_NAME: "turn.example.org",
  POSTGRES_PASSWORD: "a".repeat(32),
  PEAL_SECRET: "b".repeat(32),
  LIVEKIT_API_SECRET: "c".repeat(32),
  TURN_SECRET: "d".repeat(32),
};

/** The compose file as the engine reads it, with the variables of ENV. */
function compose(): Compose {
  const text = readFileSync(path.join(ROOT, "docker-compose.yml"), "utf8");
  const filled = text.replaceAll(/\$\{([A-Z_]+)(?::\?[^}]*)?\}/g, (_, name: string) => {
    const value = ENV[name];
    if (value === undefined)
      throw new Error(`docker-compose.yml needs ${name}, which deploy/example.env lacks`);
    return value;
  });
  return parse(filled);
}

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

describe("deploy", { timeout: 60_000 }, () => {
  test("example.env names each variable that docker-compose.yml needs, and no other", () => {
    const names = readFileSync(path.join(ROOT, "deploy/example.env"), "utf8").match(/^[A-Z_]+(?==)/gm) ?? [];
    expect(names.toSorted()).toEqual(Object.keys(ENV).toSorted());
    expect(() => compose()).not.toThrow();
  });

  test("docker-compose.yml holds the five services and, by choice, those of a monitor, on networks and volumes that exist", () => {
    const { services, networks, volumes } = compose();
    const { prometheus, grafana, ...always } = services;
    expect(Object.keys(always).toSorted()).toEqual(["app", "coturn", "livekit", "postgres", "redis"]);
    for (const one of [prometheus, grafana]) expect(one?.profiles).toEqual(["monitoring"]);
    for (const service of Object.values(services)) {
      for (const network of service.networks ?? []) expect(networks).toHaveProperty(network);
      for (const volume of service.volumes ?? []) {
        if (!volume.startsWith(".")) expect(volumes).toHaveProperty(volume.split(":")[0] ?? "");
      }
    }
    expect(services.coturn?.networks).toEqual(["relay"]);
    expect(services.livekit?.image).toBe("livekit/livekit-server:v1.13.5");
  });

  const client = which("docker");
  const canCompose = client !== undefined && spawnSync(client, ["compose", "version"]).status === 0;
  test.skipIf(!canCompose)("docker compose accepts the file", () => {
    const args = ["compose", "-f", path.join(ROOT, "docker-compose.yml"), "config", "--quiet"];
    const { status, stderr } = spawnSync("docker", args, {
      env: { ...process.env, ...ENV },
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  test("livekit-server reads its configuration of docker-compose.yml", async () => {
    const body = compose().services.livekit?.environment?.LIVEKIT_CONFIG ?? "";
    const config = parse(body);
    expect(config.room).toEqual({ auto_create: false, empty_timeout: 120, departure_timeout: 90 });
    for (const server of config.rtc.turn_servers) {
      const host = server.protocol === "tls" ? ENV.PEAL_TURN_NAME : ENV.PEAL_PUBLIC_IP;
      expect(server).toMatchObject({ host, secret: ENV.TURN_SECRET, ttl: 300 });
    }
    expect(config.rtc.turn_servers.map((one: { protocol: string }) => one.protocol)).toEqual([
      "udp",
      "tcp",
      "tls",
    ]);
    expect(config.rtc.stun_servers).toEqual([`${ENV.PEAL_PUBLIC_IP}:3478`]);
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

  const coturn = findCoturn();
  test.skipIf(!coturn || coturn.how === "docker" || !which("openssl"))(
    "turnserver reads its configuration of docker-compose.yml",
    async () => {
      const [flag, , ...args] = compose().services.coturn?.command ?? [];
      expect(flag).toBe("-c");
      expect(args).toContain(`--allowed-peer-ip=${ENV.PEAL_PUBLIC_IP}`);
      const file = path.join(folder, "turnserver.conf");
      copyFileSync(path.join(ROOT, "deploy/coturn/turnserver.conf"), file);
      const { cert, key } = await ensureCertificate({ folder: path.join(folder, "tls"), addresses: [] });
      renameSync(cert, path.join(folder, "tls/fullchain.pem"));
      renameSync(key, path.join(folder, "tls/privkey.pem"));
      const here = args.map((arg) =>
        /^--(tls-)?listening-port/.test(arg)
          ? arg.replace(/=.*/, arg.startsWith("--tls") ? `=${tlsPort}` : `=${port}`)
          : arg.replace("=/tmp/", `=${folder}/`).replace("=/etc/peal/tls/", `=${folder}/tls/`),
      );
      const output = await outputOf(
        "turnserver",
        ["-c", file, "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", ...here],
        async () => (await tcpAnswers(port)) && (await tcpAnswers(tlsPort)),
      );
      expect(output).toMatch(/Relay ports initialization done/);
      expect(output).toContain("Default realm: peal");
      expect(output).not.toMatch(/unrecognized|bad configuration|CONFIG ERROR|cannot/i);
    },
  );
  let [port, tlsPort] = [0, 0];
  beforeEach(async () => {
    [port, tlsPort] = [await freePort(), await freePort()];
  });

  const redis = which("redis-server");
  test.skipIf(!redis)("redis-server reads its configuration", async () => {
    const file = path.join(ROOT, "deploy/redis/redis.conf");
    const output = await outputOf(
      "redis-server",
      [file, "--port", String(port), "--bind", "127.0.0.1"],
      (text) => /Ready to accept/i.test(text),
    );
    expect(output).toMatch(/Ready to accept connections/i);
    expect(output).not.toMatch(/FATAL|Bad directive/i);
  });

  test("Postgres is of the version that the image names, and lets in over TCP", async () => {
    const version = /^postgres:(\d+)$/.exec(compose().services.postgres?.image ?? "")?.[1];
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

  test("the Dockerfile copies only what exists or is built", () => {
    const text = readFileSync(path.join(ROOT, "Dockerfile"), "utf8");
    const copied = [...text.matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap((one) =>
      (one[1] ?? "").split(" "),
    );
    const built = new Set([".next", "dist", "node_modules"]);
    for (const file of copied.map((one) => one.replace("/peal/", "")).filter((one) => !built.has(one))) {
      expect(spawnSync("test", ["-e", path.join(ROOT, file)]).status, file).toBe(0);
    }
  });
});
