import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { connect } from "node:tls";
import { afterEach } from "vitest";
import { endProcess } from "../scripts/start/alive.mjs";

const running = new Set<number>();
afterEach(async () => {
  for (const pid of running) await endProcess(pid, { graceMs: 2000 });
  running.clear();
});

type Program = { process: ChildProcess; output(): string };

/** Starts a program that ends with the test, unless it outlives it. `output` is what it has said so far. */
export function program(
  command: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; outlives?: boolean } = {},
): Program {
  const { cwd, env, outlives } = options;
  const child = spawn(command, args, { cwd, detached: true, env: { ...process.env, ...env } });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  if (child.pid && !outlives) running.add(child.pid);
  return { process: child, output: () => said };
}

/** Makes a certificate of its own for a name, as `folder/name/name.crt` and `.key`: where Caddy keeps them. */
export function makeCertificate(folder: string, name: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  const file = path.join(folder, name, name);
  const kind = ["-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "2"];
  const { status, stderr } = spawnSync(
    "openssl",
    ["req", ...kind, "-subj", `/CN=${name}`, "-keyout", `${file}.key`, "-out", `${file}.crt`],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
}

/** The certificate that is shown on a port of loopback to who asks for a name: whose it is, and its serial number; undefined where none is shown. */
export function shownTo(
  serverName: string,
  port: number,
): Promise<{ name: string; serial: string } | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      host: "127.0.0.1",
      port,
      servername: serverName,
      rejectUnauthorized: false,
      timeout: 2_000,
    });
    const end = (shown?: { name: string; serial: string }) => {
      socket.destroy();
      resolve(shown);
    };
    socket.on("secureConnect", () => {
      const { subject, serialNumber } = socket.getPeerCertificate();
      end({ name: String(subject.CN), serial: serialNumber });
    });
    socket.on("error", () => end());
    socket.on("timeout", () => end());
  });
}
