import { ROOT } from "./start/app.mjs";
import { install } from "./start/install.mjs";
import { endCommands, run } from "./start/run.mjs";

const HELP = `npm run bench                     every measurement, with services of its own on free ports
npm run bench -- --only ring      one of ring, answer, handoff, gallery, weight, memory, capacity, secrecy, delay, joins, networks, meeting, nodes (several with commas)

Prints each figure beside its bar and, where there is one, a reference from the same run. It never fails on time.`;

const args = process.argv.slice(2);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => void endCommands().then(() => process.exit(130)));
}
if (args.includes("--help")) console.log(HELP);
else {
  await install(ROOT);
  const { code } = await run(process.execPath, ["--import", "tsx", "bench/main.ts", ...args], {
    cwd: ROOT,
    show: true,
  });
  process.exitCode = code;
}
