/** Something a person can mend: what is wrong, and what to do about it. */
export class Problem extends Error {
  /**
   * @param {string} what one sentence on what is wrong
   * @param {string[]} remedies what to do, one line each
   */
  constructor(what, remedies = []) {
    super(what);
    this.name = "Problem";
    this.remedies = remedies;
  }
}

/**
 * The words for an error: a Problem with its remedies, anything else with its stack.
 * @param {unknown} error
 */
export function explain(error) {
  if (error instanceof Problem) {
    return [`✗ ${error.message}`, ...error.remedies.map((line) => `  → ${line}`)].join("\n");
  }
  return `✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
