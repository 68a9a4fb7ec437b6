import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";

/** @returns {string} */
export const newSecret = () => randomBytes(32).toString("base64url");

/** @param {string} text @returns {Record<string, string>} */
export function parseEnv(text) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const line of text.split("\n")) {
    const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1] && match[2] !== undefined) values[match[1]] = match[2].replace(/^(["'])(.*)\1$/, "$2");
  }
  return values;
}

/**
 * Reads the secrets, and writes those that are missing into the file, readable by its owner alone. What the environment
 * says counts more than the file.
 * @param {string} file
 * @param {Record<string, string | undefined>} environment
 * @returns {{ values: Record<string, string | undefined>, written: string[] }}
 */
export function ensureSecrets(file, environment = process.env) {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const values = parseEnv(before);
  const written = ["PEAL_SECRET", "LIVEKIT_API_SECRET", "TURN_SECRET"].filter((name) => !values[name]);
  if (written.length > 0) {
    const head = before
      ? before.replace(/\n?$/, "\n")
      : "# Written by `npm start`, once. Secrets: keep this file to yourself.\n";
    for (const name of written) values[name] = newSecret();
    writeFileSync(file, head + written.map((name) => `${name}=${values[name]}\n`).join(""), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return { values: { ...values, ...environment }, written };
}
