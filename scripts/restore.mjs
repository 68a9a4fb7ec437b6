import { command } from "./backup/command.mjs";
import { restore } from "./backup/restore.mjs";
import { readSettings } from "./backup/settings.mjs";

const HELP = `npm run restore -- FILE             brings a backup back into an empty Peal that is stopped
npm run restore -- FILE --replace   the same, and deletes what is there`;

await command(HELP, ["--replace"], (file, options) =>
  restore(file, readSettings(), { replaces: options.has("--replace") }),
);
