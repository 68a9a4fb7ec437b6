import { execFile } from "node:child_process";
import { log } from "../telemetry";
import { type ServerFinding, serverFindings } from "./contract";

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 1024 * 1024;

let running: Promise<ServerFinding[]> | null = null;

/**
 * Looks from this server at what Peal needs, as `npm run doctor` does: by that very command, in a process of its own, with the settings of this one.
 * Whoever asks meanwhile gets the same look. Never rejects: a doctor who does not come to an end is a finding too.
 */
export function examineServer(environment: NodeJS.ProcessEnv = process.env): Promise<ServerFinding[]> {
  running ??= run(environment).finally(() => {
    running = null;
  });
  return running;
}

async function run(env: NodeJS.ProcessEnv): Promise<ServerFinding[]> {
  const told = await new Promise<string>((resolve) => {
    const options = { env, timeout: TIMEOUT_MS, maxBuffer: MOST_BYTES };
    // What failed ends the command with 1 and is told all the same.
    execFile(process.execPath, ["scripts/doctor.mjs", "--json"], options, (error, stdout, stderr) => {
      if (!stdout) log.error({ event: "doctor_failed", reason: `${error?.message ?? ""} ${stderr}`.trim() });
      resolve(stdout);
    });
  });
  const findings = serverFindings.safeParse(readJson(told));
  if (findings.success) return findings.data;
  const fix = "Run `npm run doctor` on the server: what stands there says why.";
  return [{ name: "Doctor", state: "fail", says: "did not come to an end", fix }];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
