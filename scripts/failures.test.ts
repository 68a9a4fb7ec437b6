import { expect, test } from "vitest";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.mjs";

test("of Vitest's report: the failed tests with their first words, and files that could not be loaded", () => {
  const report = {
    testResults: [
      {
        name: "/peal/server/calls/answer.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { status: "passed", fullName: "answer once", failureMessages: [] },
          {
            status: "failed",
            fullName: "answer twice",
            failureMessages: ["AssertionError: expected 2 to be 1\n  at x"],
          },
        ],
      },
      {
        name: "/peal/lib/rest.test.ts",
        status: "failed",
        message: "Cannot find module",
        assertionResults: [],
      },
      { name: "/peal/lib/fine.test.ts", status: "passed", message: "", assertionResults: [] },
    ],
  };
  expect(failuresOfVitest(report, "/peal")).toEqual([
    {
      name: "server/calls/answer.test.ts › answer twice",
      why: "AssertionError: expected 2 to be 1\n  at x",
    },
    { name: "lib/rest.test.ts", why: "Cannot find module" },
  ]);
  expect(failuresOfVitest(undefined, "/peal")).toEqual([]);
});

test("of Playwright's report: the failed plays at any depth, without colours, and errors outside of plays", () => {
  const spec = (status: string) => ({
    file: "call/media.spec.ts",
    line: 3,
    title: `C1 ${status}`,
    tests: [{ status, results: [{ error: { message: "\u001b[31mError:\u001b[39m no picture" } }] }],
  });
  const report = {
    errors: [{ message: "no stack came up" }],
    suites: [{ specs: [spec("expected")], suites: [{ specs: [spec("unexpected")] }] }],
  };
  expect(failuresOfPlaywright(report)).toEqual([
    { name: "call/media.spec.ts:3 › C1 unexpected", why: "Error: no picture" },
    { name: "e2e", why: "no stack came up" },
  ]);
});
