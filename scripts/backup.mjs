import { backUp } from "./backup/back-up.mjs";
import { command } from "./backup/command.mjs";
import { readSettings } from "./backup/settings.mjs";

const HELP =
  "npm run backup -- FILE   writes everything that this Peal keeps into one new file, also while it runs";

await command(HELP, [], (file) => backUp(file, readSettings()));
