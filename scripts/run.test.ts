import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());
const load = async () => await import("./start/run.mjs");

test("a command runs to its end, with its output and its code", async () => {
  const { run } = await load();
  expect(await run(process.execPath, ["-e", "console.log(1); process.exit(3)"])).toEqual({
    code: 3,
    output: "1\n",
  });
});

test("all commands under way are ended, and whatever was on its way to another one starts none", async () => {
  const { endCommands, run } = await load();
  const long = run(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await endCommands();
  expect((await long).code).not.toBe(0);
  await expect(run(process.execPath, ["-e", ""])).rejects.toThrow("everything is being stopped");
});
