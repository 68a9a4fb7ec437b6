import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./start/app.mjs";

/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has, V1 first. */
const REQUIREMENTS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

const text = readFileSync(path.join(ROOT, "docs", "asvs.md"), "utf8");
const rows = text
  .split("\n")
  .map((line) => /^\| (\d+)\.(\d+)\.(\d+) \| ([12]) \| (\S+) \| (.+) \|$/.exec(line)?.slice(1) ?? [])
  .filter((row) => row.length > 0);

test("every requirement of levels 1 and 2 is there once, each with a verdict and a reason", () => {
  const numbers = rows.map((row) => row.slice(0, 3).join("."));
  expect(new Set(numbers).size).toBe(numbers.length);
  const each = REQUIREMENTS.map((_, at) => rows.filter(([chapter]) => Number(chapter) === at + 1).length);
  expect(each).toEqual(REQUIREMENTS);
  for (const row of rows) expect(["✓", "✗", "–", "op"], row.join(" ")).toContain(row[4]);
});

test("what is named as evidence is there", () => {
  const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = ""]) => name);
  const files = named.filter((name) =>
    /^(\.dockerignore|Dockerfile|[a-z0-9-]+(\/.*|\.(ts|json)))$/.test(name),
  );
  expect(files.length).toBeGreaterThan(100);
  for (const file of new Set(files)) {
    const folder = file.replace(/\/\*.*/, "");
    expect.soft(existsSync(path.join(ROOT, folder)), file).toBe(true);
  }
});
