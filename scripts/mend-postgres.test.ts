import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mendPostgres } from "./start/mend-postgres.mjs";

let root: string;
const file = (name: string) => path.join(root, "node_modules", "postgres", name);
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "peal-mend-"));
  cpSync(path.resolve("node_modules/postgres"), file(""), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("F2 the installed driver is mended: nothing is left to do", () => {
  expect(mendPostgres(root)).toBe(false);
  for (const name of ["src/connection.js", "cjs/src/connection.js"])
    expect(readFileSync(file(name), "utf8").match(/socket === null/g)).toHaveLength(2);
});

test("another version of the driver, and one that is not as expected, are refused with words", () => {
  writeFileSync(file("src/connection.js"), "something else");
  expect(() => mendPostgres(root)).toThrow("is not the postgres.js that we know");
  writeFileSync(file("package.json"), JSON.stringify({ version: "3.5.0" }));
  expect(() => mendPostgres(root)).toThrow("postgres.js is 3.5.0");
});
