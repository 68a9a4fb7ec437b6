import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nextSteps, setup } from "./setup.mjs";
import { parseEnv } from "./start/secrets.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "peal-setup-"));
  file = path.join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GIVEN = { name: "call.example.org", email: "me@example.org", ip: "203.0.113.7" };
const written = () => parseEnv(readFileSync(file, "utf8"));

/** Somebody who answers one after the other. */
function person(...answers: string[]) {
  const asked: string[] = [];
  const ask = async (words: string) => {
    asked.push(words);
    return answers.shift() ?? "";
  };
  return { ask, asked };
}

describe("npm run setup", () => {
  test("writes what was given, and a secret of its own for each thing, for the owner alone", async () => {
    await setup({ file, given: GIVEN });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const values = written();
    expect(values).toMatchObject({
      PEAL_NAME: "call.example.org",
      PEAL_TURN_NAME: "turn.call.example.org",
      PEAL_EMAIL: "me@example.org",
      PEAL_PUBLIC_IP: "203.0.113.7",
      PEAL_TLS: "acme",
    });
    const secrets = Object.entries(values).filter(([name]) => /SECRET|PASSWORD/.test(name));
    expect(secrets.length).toBeGreaterThanOrEqual(5);
    expect(new Set(secrets.map(([, value]) => value)).size).toBe(secrets.length);
    for (const [, value] of secrets) expect(value).toMatch(/^[\w-]{43}$/);
    expect(nextSteps(values)).toContain("turn.call.example.org lead to 203.0.113.7");
  });

  test("keeps the secrets and what was added by hand, and changes what is said anew", async () => {
    await setup({ file, given: GIVEN });
    const before = written();
    writeFileSync(file, `${readFileSync(file, "utf8")}PEAL_RING_MS=40000\nPEAL_RELAY_ONLY=true\n`);
    await setup({ file, given: { ...GIVEN, name: "peal.example.com", "turn-name": "relay.example.com" } });
    expect(written()).toEqual({
      ...before,
      PEAL_NAME: "peal.example.com",
      PEAL_TURN_NAME: "relay.example.com",
      PEAL_RING_MS: "40000",
      PEAL_RELAY_ONLY: "true",
    });
  });

  test("asks for a name and an address until both are right", async () => {
    const { ask, asked } = person("not a name", "call.example.org", "nobody", "me@example.org");
    await setup({ file, given: { ip: GIVEN.ip }, ask });
    expect(asked).toHaveLength(4);
    expect(written()).toMatchObject({ PEAL_NAME: "call.example.org", PEAL_EMAIL: "me@example.org" });
  });

  test("offers what it knew", async () => {
    await setup({ file, given: GIVEN });
    const { ask, asked } = person("", "");
    await setup({ file, given: {}, ask });
    expect(asked[0]).toContain("[call.example.org]");
    expect(written()).toMatchObject({ PEAL_NAME: "call.example.org", PEAL_PUBLIC_IP: "203.0.113.7" });
  });

  test.each([
    { ...GIVEN, name: "call.example.org\nPEAL_SECRET=x" },
    { ...GIVEN, name: "localhost" },
    { ...GIVEN, email: "me@example.org$(id)" },
    { ...GIVEN, ip: "::1" },
    { ...GIVEN, tls: "none" },
    { name: GIVEN.name, ip: GIVEN.ip },
  ])("refuses what is wrong or missing, and writes nothing: %j", async (given) => {
    await expect(setup({ file, given })).rejects.toThrow(/--(name|email|ip|tls) is/);
    expect(existsSync(file)).toBe(false);
  });
});
