import { readSettings } from "./backup/settings.mjs";
import { examine, withServices } from "./doctor/examine.mjs";

const MARKS = { ok: "✓", warn: "!", fail: "✗" };

const findings = await examine(withServices(readSettings()));
const lines = findings.map(
  ({ name, state, says, fix }) => `${MARKS[state]} ${name}: ${says}${fix ? `\n  → ${fix}` : ""}`,
);
console.log(process.argv.includes("--json") ? JSON.stringify(findings) : lines.join("\n"));
process.exit(findings.some(({ state }) => state === "fail") ? 1 : 0);
