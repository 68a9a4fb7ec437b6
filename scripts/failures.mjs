import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/** @typedef {{ name: string, why: string }} Failure */

/** What a person needs of an error to know it again: its first lines, without colours. @param {string | undefined} message */
const brief = (message) =>
  stripVTControlCharacters(message ?? "")
    .split("\n")
    .filter(Boolean)
    .slice(0, 8)
    .join("\n");

/** The failed tests of Vitest's report (--reporter=json). @param {any} report @param {string} root @returns {Failure[]} */
export function failuresOfVitest(report, root) {
  return (report?.testResults ?? []).flatMap((/** @type {any} */ file) => {
    const at = path.relative(root, file.name);
    const failed = file.assertionResults.filter((/** @type {any} */ one) => one.status === "failed");
    // A file that cannot be loaded, or whose preparation fails, has no failed test.
    if (failed.length === 0 && file.status === "failed") return [{ name: at, why: brief(file.message) }];
    return failed.map((/** @type {any} */ one) => ({
      name: `${at} › ${one.fullName}`,
      why: brief(one.failureMessages[0]),
    }));
  });
}

/** The failed plays of Playwright's report (--reporter=json). @param {any} report @returns {Failure[]} */
export function failuresOfPlaywright(report) {
  /** @param {any} suite @returns {Failure[]} */
  const inside = (suite) => [
    ...(suite.suites ?? []).flatMap(inside),
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) => {
      const ended = spec.tests.filter((/** @type {any} */ one) => one.status === "unexpected");
      return ended.map((/** @type {any} */ one) => ({
        name: `${spec.file}:${spec.line} › ${spec.title}`,
        why: brief(one.results.at(-1)?.error?.message),
      }));
    }),
  ];
  return [
    ...(report?.suites ?? []).flatMap(inside),
    ...(report?.errors ?? []).map((/** @type {any} */ error) => ({ name: "e2e", why: brief(error.message) })),
  ];
}
