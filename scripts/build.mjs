import { ROOT } from "./start/app.mjs";
import { buildAll } from "./start/build.mjs";
import { explain } from "./start/problem.mjs";
import { endCommands } from "./start/run.mjs";

process.on("SIGINT", () => void endCommands().then(() => process.exit(130)));
process.on("SIGTERM", () => void endCommands().then(() => process.exit(143)));
try {
  await buildAll(ROOT, { show: true });
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
