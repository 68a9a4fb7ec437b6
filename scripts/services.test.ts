import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endProcess, isAlive } from "./start/alive.mjs";
import { ensureCertificate } from "./start/certificate.mjs";
import { findCoturn } from "./start/coturn.mjs";
import { which } from "./start/run.mjs";
import { startPostgres, startServices } from "./start/services.mjs";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "peal-services-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** The ICE servers that LiveKit's join response names. */
async function iceServers(env: Record<string, string>): Promise<string[]> {
  const { LIVEKIT_URL: url = "", LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = env;
  await new RoomServiceClient(url, key, secret).createRoom({ name: "room" });
  const token = new AccessToken(key, secret, { identity: "one" });
  token.addGrant({ roomJoin: true, room: "room" });
  const query = new URLSearchParams({ access_token: await token.toJwt(), protocol: "15", sdk: "js" });
  const request = http.get(`${url}/rtc?${query}`, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    },
  });
  return new Promise((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response) => reject(new Error(`LiveKit answered ${response.statusCode}`)));
    request.once("upgrade", (_, socket, head) => {
      let seen = "";
      const read = (chunk: Buffer) => {
        seen += chunk.toString("latin1");
        // Addresses are plain text in the protobuf frame, each before a field's tag.
        const found = seen.match(/(?:stun|turns?):[\w.-]+:\d+/g);
        if (!found) return;
        socket.destroy();
        resolve(found);
      };
      socket.on("data", read);
      read(head);
    });
    setTimeout(() => reject(new Error("no ICE servers were named")), 5000).unref();
  });
}

describe("services", { timeout: 60_000 }, () => {
  test.skipIf(!findCoturn())("with coturn, only our own relay is offered", async () => {
    const services = await startServices({ dataDir, url: "http://localhost:1" });
    try {
      const found = await iceServers(services.env);
      expect(services.relay).toBe(true);
      expect(found.some((one) => one.startsWith("turn:"))).toBe(true);
      expect(found.filter((one) => !/^(stun|turn):127\.0\.0\.1:\d+/.test(one))).toEqual([]);
    } finally {
      await services.stop();
    }
  });

  test.skipIf(!findCoturn() || !which("openssl"))(
    "M3 with a certificate two relays are offered by UDP, TCP and TLS, to LiveKit's clients and to the app",
    async () => {
      const turnCertificate = await ensureCertificate({ folder: path.join(dataDir, "tls"), addresses: [] });
      const given = { dataDir, url: "http://localhost:1", turnCertificate, turnCount: 2 };
      const services = await startServices(given);
      try {
        const told = (services.env.PEAL_TURN_URLS ?? "").split(",");
        const ways = told.map((one) => one.replace(/:127.0.0.1:\d+/, ""));
        const each = ["stun", "turn?transport=udp", "turn?transport=tcp", "turns?transport=tcp"];
        expect(ways).toEqual([...each, ...each]);
        expect(services.env.PEAL_TURN_SECRET?.length).toBeGreaterThan(30);
        const ca = readFileSync(turnCertificate.ca);
        for (const one of told.filter((url) => url.startsWith("turns:"))) {
          const port = Number(/:(\d+)\?/.exec(one)?.[1]);
          const socket = tls.connect({ host: "127.0.0.1", port, ca });
          await new Promise((resolve, refuse) => socket.once("secureConnect", resolve).once("error", refuse));
          expect(socket.authorized).toBe(true);
          socket.destroy();
        }
        const relays = told.filter((one) => one.startsWith("turn")).map((one) => one.replace(/\?.*/, ""));
        const offered = (await iceServers(services.env)).filter((one) => one.startsWith("turn"));
        expect(offered.toSorted()).toEqual(relays.toSorted());
      } finally {
        await services.stop();
      }
    },
  );

  test("without coturn no foreign host is offered either", async () => {
    const services = await startServices({ dataDir, url: "http://localhost:1", withTurn: false });
    try {
      const found = await iceServers(services.env);
      expect(found.filter((one) => !/^stun:127\.0\.0\.1:\d+$/.test(one))).toEqual([]);
    } finally {
      await services.stop();
    }
  });

  test("Postgres keeps its data over a stop, a kill -9 and a mark of a process that is not Postgres", async () => {
    const first = await startPostgres({ dataDir });
    const sql = postgres(first.url, { max: 1 });
    expect(await sql`show server_version_num`).toMatchObject([
      { server_version_num: expect.stringMatching(/^18/) },
    ]);
    await sql`create table kept (word text)`;
    await sql`insert into kept values ('peal')`;
    await sql.end();
    await first.stop();

    const second = await startPostgres({ dataDir });
    process.kill(second.pid, "SIGKILL");
    await second.running.ended;
    const third = await startPostgres({ dataDir });
    await third.stop();

    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    writeFileSync(path.join(dataDir, "postgres", "postmaster.pid"), `${other.pid}\n`);
    const fourth = await startPostgres({ dataDir });
    const again = postgres(fourth.url, { max: 1 });
    expect(await again`select word from kept`).toMatchObject([{ word: "peal" }]);
    await again.end();
    await fourth.stop();
    expect(isAlive(other.pid ?? 0)).toBe(true);
    await endProcess(other.pid ?? 0);
  });

  test("the second start ends a Postgres that still runs on the folder", async () => {
    const first = await startPostgres({ dataDir });
    const second = await startPostgres({ dataDir });
    expect(first.running.alive()).toBe(false);
    expect(isAlive(second.pid)).toBe(true);
    await second.stop();
    expect(isAlive(second.pid)).toBe(false);
    expect(JSON.parse(readFileSync(path.join(dataDir, "processes.json"), "utf8"))).toEqual([]);
  });
});
