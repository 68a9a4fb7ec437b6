import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "./start/app.mjs";

/** A small house: each file with what it imports, and the rule that refuses it (none: allowed). */
const HOUSE: [file: string, imports: string, rule?: string][] = [
  ["lib/pure/names.ts", ""],
  ["server/clock/index.ts", ""],
  ["server/errors/contract.ts", 'import "zod";'],
  ["server/auth/index.ts", 'import "../clock";'],
  ["server/auth/secret.ts", ""],
  ["server/auth/schema.ts", ""],
  ["server/calls/contract.ts", 'import "../errors/contract"; import "zod";'],
  ["server/calls/index.ts", 'import "../auth"; import "../../lib/pure/names";'],
  ["server/calls/queries.ts", 'import "../auth/schema";'],
  ["server/history/index.ts", 'import "../calls";'],
  ["server/live/feed.ts", 'import "../calls";'],
  ["server/trpc/router.ts", 'export type AppRouter = 1; import "../calls";'],
  ["server/testing/index.ts", 'import "../calls";'],
  ["server/calls/answer.test.ts", 'import "../testing"; import "../history";'],
  ["lib/store.ts", 'import "./pure/names"; import "../server/calls/contract";'],
  [
    "lib/api/client.ts",
    'import type { AppRouter } from "../../server/trpc/router"; export const a: AppRouter = 1;',
  ],
  ["components/tile.tsx", 'import "../lib/store"; import "../server/calls/contract";'],
  ["app/page.tsx", 'import "../components/tile"; import "../server/calls"; import "../server/trpc/router";'],

  ["server/auth/up.ts", 'import "../calls";', "server-level-1"],
  ["server/calls/up.ts", 'import "../history";', "server-level-5"],
  ["server/calls/top.ts", 'import "../live/feed";', "server-level-5"],
  ["server/clock/up.ts", 'import "../auth";', "ground-knows-no-capability"],
  ["server/calls/side-door.ts", 'import "../auth/secret";', "server-enters-by-doors"],
  ["server/calls/see.ts", 'import "../../components/tile";', "server-knows-no-interface"],
  ["server/calls/lib.ts", 'import "../../lib/store";', "server-knows-no-interface"],
  ["server/calls/fake.ts", 'import "../testing";', "testing-is-for-tests"],
  ["server/auth/contract.ts", 'import "./secret";', "contract-is-a-leaf"],
  ["server/auth/a.ts", 'import "./b";', "no-cycles"],
  // A cycle is reported once.
  ["server/auth/b.ts", 'import "./a";'],
  ["lib/value.ts", 'import "../server/calls";', "lib-knows-contracts-only"],
  [
    "lib/router.ts",
    'import type { AppRouter } from "../server/trpc/router"; export type A = AppRouter;',
    "router-type-in-lib-api-only",
  ],
  ["lib/api/value.ts", 'import "../../server/trpc/router";', "router-as-type-only"],
  ["lib/up.ts", 'import "../components/tile";', "lib-knows-contracts-only"],
  ["lib/hook.ts", 'import "react";', "lib-has-no-react"],
  ["lib/pure/impure.ts", 'import "../store";', "pure-is-pure"],
  ["lib/pure/disk.ts", 'import "node:fs";', "pure-is-pure"],
  ["components/reach.tsx", 'import "../server/calls";', "components-know-contracts-only"],
  ["components/page.tsx", 'import "../app/page";', "nothing-imports-app"],
  ["app/inside.ts", 'import "../server/auth/secret";', "app-enters-by-doors"],
  ["scripts/reach.mjs", 'import "../server/calls/index.ts";', "scripts-stand-alone"],
  ["e2e/reach.ts", 'import "../server/calls";', "plays-stay-outside"],
  ["lib/lost.ts", 'import "./nowhere";', "no-unresolved"],
];

type Report = { summary: { totalCruised: number; violations: { from: string; rule: { name: string } }[] } };
let folder: string;
let report: Report;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "peal-rooms-"));
  for (const [file, imports] of HOUSE) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${imports}\nexport {};\n`);
  }
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    '{ "compilerOptions": { "moduleResolution": "bundler" } }',
  );
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const depcruise = path.join(ROOT, "node_modules", ".bin", "depcruise");
  const rooms = ["app", "components", "lib", "server", "scripts", "e2e"];
  const args = [...rooms, "--config", path.join(ROOT, ".dependency-cruiser.cjs"), "--output-type", "json"];
  const { stdout, stderr } = spawnSync(depcruise, args, { cwd: folder, encoding: "utf8", maxBuffer: 1e8 });
  if (!stdout.startsWith("{")) throw new Error(stderr || stdout);
  report = JSON.parse(stdout);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("rooms", () => {
  test("modules were looked at", () => {
    expect(report.summary.totalCruised).toBeGreaterThanOrEqual(HOUSE.length);
  });

  test.each(HOUSE)("%s: %s", (file, _imports, rule) => {
    const broken = report.summary.violations.filter(({ from }) => from === file).map((one) => one.rule.name);
    if (rule) expect(broken).toContain(rule);
    else expect(broken).toEqual([]);
  });
});
