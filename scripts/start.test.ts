import { type ChildProcess, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "./start/app.mjs";
import { freePort, tcpAnswers } from "./start/ports.mjs";
import { which } from "./start/run.mjs";

let folder: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "peal-start-"));
  data = path.join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm start -- --dev` on a throw-away folder. `at` acts when a line is seen. */
async function start(
  env: Record<string, string> = {},
  args = ["--dev"],
  at?: [RegExp, (child: ChildProcess) => void],
) {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/start.mjs"), ...args], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      LIVEKIT_URL: "",
      PEAL_DATA: data,
      PEAL_ENV_FILE: path.join(folder, "env"),
      PORT: String(port),
      ...env,
    },
  });
  let output = "";
  let acted = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
      if (at && !acted && at[0].test(output)) {
        acted = true;
        at[1](child);
      }
    });
  }
  const code = await new Promise<number | string>((resolve) => {
    child.once("close", (number, signal) => resolve(number ?? signal ?? "gone"));
    // What a killed start leaves running may hold its output open.
    child.once("exit", (_, signal) => signal === "SIGKILL" && resolve(signal));
  });
  return { code, output, port };
}

/** Command lines of all processes that mention the throw-away folder. */
function left(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}

/** Listens on a port for as long as `work` runs. */
async function taking(port: number, work: () => Promise<void>) {
  const server = net.createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    await work();
  } finally {
    server.close();
  }
}

describe("npm start", { timeout: 60_000 }, () => {
  test("--help lists options and environment, and starts nothing", async () => {
    const { code, output } = await start({}, ["--help"]);
    expect(code).toBe(0);
    expect(output).toMatch(/--dev[\s\S]*--lan[\s\S]*DATABASE_URL[\s\S]*LIVEKIT_URL/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("an unknown option is refused with the way to the help", async () => {
    const { code, output } = await start({}, ["--fast"]);
    expect(code).toBe(1);
    expect(output).toMatch(/Unknown option --fast[\s\S]*--help/);
  });

  test("a port that is taken is named, with another to take", async () => {
    const port = await freePort();
    await taking(port, async () => {
      const { code, output } = await start({ PORT: String(port) });
      expect(code).toBe(1);
      expect(output).toContain(`Port ${port} is taken`);
      expect(output).toContain(`PORT=${port + 1} npm start`);
    });
    expect(left()).toEqual([]);
  });

  test("--lan names the next port too, which its page needs, when it is taken", async () => {
    const port = await freePort();
    await taking(port + 1, async () => {
      const { code, output } = await start({ PORT: String(port) }, ["--dev", "--lan"]);
      expect(code).toBe(1);
      expect(output).toContain(`Port ${port + 1} is taken`);
    });
    expect((await start({ PORT: "65535" }, ["--lan"])).output).toContain("from 1 to 65534");
    expect(left()).toEqual([]);
  });

  test.each([
    ["PG_VERSION missing", undefined, /PG_VERSION is missing/],
    ["PG_VERSION garbage", "\u0000garbage", /PG_VERSION says/],
    ["another version", "15\n", /PG_VERSION says "15", not 18/],
    ["control file missing", "18\n", /global\/pg_control is missing/],
  ])("a damaged data folder (%s) is refused with the way out", async (_, version, words) => {
    mkdirSync(path.join(data, "postgres"), { recursive: true });
    if (version !== undefined) writeFileSync(path.join(data, "postgres", "PG_VERSION"), version);
    const { code, output } = await start();
    expect(code).toBe(1);
    expect(output).toMatch(words);
    expect(output).toContain("postgres.damaged && npm start");
    expect(left()).toEqual([]);
  });

  test("no LiveKit to be had: says what was tried and what to do, and leaves nothing behind", async () => {
    const bin = path.join(folder, "bin");
    mkdirSync(bin);
    for (const name of ["id", "setpriv", "tar", "locale"]) {
      const there = which(name);
      if (there) symlinkSync(there, path.join(bin, name));
    }
    const { code, output } = await start({
      PATH: bin,
      XDG_CACHE_HOME: path.join(folder, "cache"),
      PEAL_LIVEKIT_RELEASES: "http://127.0.0.1:9",
    });
    expect(code).toBe(1);
    expect(output).toMatch(/LiveKit is not to be had[\s\S]*download[\s\S]*docker[\s\S]*Go: not on the PATH/);
    expect(output).toContain("https://go.dev/dl");
    expect(left()).toEqual([]);
  });

  test("a second start on the same folder is refused with the number of the first", async () => {
    const first = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "start.mjs"]);
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, "start.lock"), String(first.pid));
    try {
      const { code, output } = await start();
      expect(code).toBe(1);
      expect(output).toContain(`already running on ${data} (process ${first.pid})`);
    } finally {
      first.kill("SIGKILL");
    }
  });

  test("SIGINT while services are half-started stops all of them", async () => {
    const { code } = await start(
      {},
      ["--dev"],
      [/✓ Packages/, (child) => setTimeout(() => child.kill("SIGINT"), 120)],
    );
    expect(code).toBe(0);
    expect(left()).toEqual([]);
    expect(readdirSync(data)).not.toContain("start.lock");
  });

  test.skipIf(!which("openssl"))("SIGINT while --lan is half-started closes its page too", async () => {
    const { code, port } = await start(
      { PEAL_LAN_IP: "" },
      ["--dev", "--lan"],
      [/✓ Certificate|no address in a network/, (child) => setTimeout(() => child.kill("SIGINT"), 120)],
    );
    expect([0, 1]).toContain(code);
    expect(await tcpAnswers(port + 1)).toBe(false);
    expect(left()).toEqual([]);
    expect(readdirSync(data)).not.toContain("start.lock");
  });

  test("what a start that was killed left running is ended by the next one", async () => {
    await start({}, ["--dev"], [/✓ Postgres/, (child) => child.kill("SIGKILL")]);
    expect(left().length).toBeGreaterThan(0);
    const port = await freePort();
    await taking(port, async () => {
      const { output } = await start({ PORT: String(port) });
      expect(output).toMatch(/Ended \d+ processes? that a killed start had left/);
    });
    expect(left()).toEqual([]);
  });

  test("secrets are written once, for the owner alone", async () => {
    const port = await freePort();
    await taking(port, async () => {
      await start({ PORT: String(port) });
      const first = readFileSync(path.join(folder, "env"), "utf8");
      await start({ PORT: String(port) });
      expect(readFileSync(path.join(folder, "env"), "utf8")).toBe(first);
      expect(first).toMatch(/^PEAL_SECRET=.{32,}$/m);
    });
  });
});
