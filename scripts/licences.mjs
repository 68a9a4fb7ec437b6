import { writeFileSync } from "node:fs";
import path from "node:path";
import { readPackages, refused } from "./licences/packages.mjs";
import { report } from "./licences/report.mjs";
import { ROOT } from "./start/app.mjs";

const packages = readPackages(ROOT);
writeFileSync(path.join(ROOT, "docs", "dependencies.md"), report(packages));
for (const line of refused(packages)) console.error(`not on the list of licences: ${line}`);
process.exit(refused(packages).length > 0 ? 1 : 0);
