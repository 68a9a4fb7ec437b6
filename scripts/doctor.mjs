import { mkdirSync } from "node:fs";
import { readSettings } from "./backup/settings.mjs";
import { examine, withServices } from "./doctor/examine.mjs";

const MARKS = { ok: "✓", warn: "!", fail: "✗" };

const settings = withServices(readSettings());
mkdirSync(settings.places.dataDir, { recursive: true });
const findings = await examine(settings);
for (const { name, state, says, fix } of findings)
  console.log(`${MARKS[state]} ${name}: ${says}${fix ? `\n  → ${fix}` : ""}`);
process.exit(findings.some(({ state }) => state === "fail") ? 1 : 0);
