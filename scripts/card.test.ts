import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./start/app.mjs";

const CARD = [
  "next",
  "react",
  "tailwindcss",
  "livekit-server-sdk",
  "@livekit/components-react",
  "next-auth",
  "drizzle-orm",
  "postgres",
  "@trpc/server",
  "@playwright/test",
];

const rooms = ["app", "components", "lib", "server", "e2e"];
const sources = rooms.flatMap((room) =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => readFileSync(path.join(ROOT, room, name), "utf8")),
);
const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));

test.each(CARD)("%s is a dependency and is imported", (name) => {
  expect({ ...dependencies, ...devDependencies }).toHaveProperty([name]);
  const imported = new RegExp(`(?:from|import) ["']${name}(?:/[^"']+)?["']`);
  expect(sources.some((text) => imported.test(text))).toBe(true);
});

test("playwright itself is a dependency", () => {
  expect(devDependencies).toHaveProperty("playwright");
});
