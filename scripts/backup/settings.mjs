import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../start/app.mjs";
import { secretsOf } from "./files.mjs";

/**
 * @typedef {object} Settings
 * @property {string} version of Peal
 * @property {Record<string, string | undefined>} given what is set: DATABASE_URL, PEAL_SECRET …
 * @property {import("./files.mjs").Places} places
 * @property {string} migrations the folder of them
 */

/** Where a Peal keeps its things, as the environment and the file of secrets say. @returns {Settings} */
export function readSettings(environment = process.env) {
  const envFile = path.resolve(ROOT, environment.PEAL_ENV_FILE || ".env.local");
  const given = { ...secretsOf({ envFile }), ...environment };
  return {
    version: JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")).version,
    given,
    places: { envFile, dataDir: path.resolve(ROOT, given.PEAL_DATA || ".data") },
    migrations: path.join(ROOT, "drizzle"),
  };
}
