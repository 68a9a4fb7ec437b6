import path from "node:path";
import { explain, Problem } from "../start/problem.mjs";
import { stopAll } from "../start/processes.mjs";

/**
 * Runs a command that takes one file to its end, prints what it says, and leaves nothing of it running.
 * @param {string} help
 * @param {string[]} known options
 * @param {(file: string, options: Set<string>) => Promise<string[]>} work
 */
export async function command(help, known, work) {
  // Where the person typed it, not where npm runs it.
  const at = (/** @type {string} */ file) => path.resolve(process.env.INIT_CWD || ".", file);
  await commandOf("file", help, known, (file, options) => work(at(file), options));
}

/**
 * The same of a command that takes one word.
 * @param {string} what the word is
 * @param {string} help
 * @param {string[]} known options
 * @param {(word: string, options: Set<string>) => Promise<string[]>} work
 */
export async function commandOf(what, help, known, work) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => void stopAll().then(() => process.exit(130)));
  const args = process.argv.slice(2);
  const options = new Set(args.filter((arg) => arg.startsWith("--")));
  const [word, ...more] = args.filter((arg) => !arg.startsWith("--"));
  let code = 0;
  try {
    const unknown = [...options].find((option) => ![...known, "--help"].includes(option));
    if (unknown) throw new Problem(`Unknown option ${unknown}.`, help.split("\n"));
    if (options.has("--help")) console.log(help);
    else if (!word || more.length > 0) throw new Problem(`Name one ${what}.`, help.split("\n"));
    else for (const line of await work(word, options)) console.log(line);
  } catch (error) {
    console.error(explain(error));
    code = 1;
  }
  await stopAll();
  process.exit(code);
}
