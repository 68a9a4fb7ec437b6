import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readPackages, refused } from "./licences/packages.mjs";
import { SERVICES } from "./licences/report.mjs";
import { ROOT } from "./start/app.mjs";

const one = (license: string) => ({
  name: "some",
  version: "1.0.0",
  license,
  isDirect: true,
  runsScript: false,
});

test("a licence that nobody has agreed to is refused, in whatever company", () => {
  for (const good of ["MIT", "(MIT OR GPL-2.0-only)", "Apache-2.0 AND LGPL-3.0-or-later"])
    expect(refused([one(good)]), good).toEqual([]);
  for (const bad of ["SSPL-1.0", "GPL-2.0-only", "MIT AND BUSL-1.1", "", "SEE LICENSE IN LICENSE"])
    expect(refused([one(bad)]), bad).toHaveLength(1);
});

test("what is read are the packages of production, with those that Peal names itself", () => {
  const packages = readPackages(ROOT);
  const names = packages.map(({ name }) => name);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  expect(packages.filter(({ isDirect }) => isDirect)).toHaveLength(Object.keys(dependencies).length);
  for (const name of ["playwright", "vitest", "knip"].filter((each) => each in devDependencies))
    expect(names).not.toContain(name);
});

test("each service of docker-compose.yml has its licence in the report", () => {
  const text = readFileSync(path.join(ROOT, "docker-compose.yml"), "utf8");
  const images = [...text.matchAll(/^ +image: ([^:\s]+)/gm)].map(([, image]) => image);
  expect(new Set(images)).toEqual(new Set(SERVICES.map(([image]) => image)));
});
