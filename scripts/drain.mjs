import { commandOf } from "./backup/command.mjs";
import { reachDatabase } from "./backup/database.mjs";
import { readSettings } from "./backup/settings.mjs";
import { drain, undrain } from "./drain/drain.mjs";

const HELP = `npm run drain -- NODE          gives an SFU node no new rooms, and ends once its last call is over
npm run drain -- NODE --undo   gives it rooms again`;

await commandOf("node", HELP, ["--undo"], async (node, options) => {
  const { given, places } = readSettings();
  const { url, stop } = await reachDatabase(given.DATABASE_URL, places.dataDir);
  try {
    const isBack = options.has("--undo");
    return await (isBack ? undrain(url, given, node) : drain(url, given, node, { say: console.log }));
  } finally {
    await stop();
  }
});
