import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { ROOT } from "../scripts/start/app.mjs";
import { parseEnv } from "../scripts/start/secrets.mjs";
import { setup } from "../scripts/setup.mjs";

/** The loader of docker compose itself, with the schema of the Compose Specification. */
const LOADER = "github.com/compose-spec/compose-go/v2/cmd@v2.16.2";

export type Service = {
  image?: string;
  build?: string;
  user?: string;
  profiles?: string[];
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  networks?: string[];
  volumes?: string[];
  ports?: string[];
  tmpfs?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
};
export type Compose = {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
};

/** What was asked and answered, as a person on loopback would. */
export const ANSWERS = {
  name: "call.example.org",
  email: "ops@example.org",
  ip: "127.0.0.1",
  "turn-name": undefined,
  tls: "internal",
};

/** The settings that `npm run setup` writes. */
export async function settings(): Promise<Record<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-setup-"));
  const file = path.join(folder, ".env");
  await setup({ file, given: ANSWERS });
  const written = parseEnv(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  return written;
}

/** A compose file with its variables filled in; throws where one that it needs is not given. */
export function interpolated(values: Record<string, string>, file = "docker-compose.yml"): string {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const fill = (part: string): string =>
    part.replaceAll(
      /\$\{([A-Z_]+)(?::([?-])((?:[^{}]|\$\{[^}]*\})*))?\}/g,
      (_, name: string, kind: string, rest = "") => {
        if (values[name]) return values[name];
        if (kind === "-") return fill(rest);
        throw new Error(`${file} needs ${name}`);
      },
    );
  return fill(text);
}

/** The compose file as the engine reads it. */
export const compose = (values: Record<string, string>, file?: string): Compose =>
  parse(interpolated(values, file), { merge: true });

/** What the loader says of a compose file; nothing where it takes it. Needs Go, and fetches the loader once. */
export function complaintOf(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-compose-"));
  const file = path.join(folder, "docker-compose.yml");
  writeFileSync(file, text);
  const { status, stderr } = spawnSync("go", ["run", LOADER, "-no-interpolation", file], {
    encoding: "utf8",
    env: { ...process.env, COMPOSE_PROFILES: "*" },
  });
  rmSync(folder, { recursive: true });
  return status === 0 ? "" : stderr;
}
