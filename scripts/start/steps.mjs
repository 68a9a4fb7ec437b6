/**
 * A printer of steps: runs a piece of work and prints one line with its outcome and its time.
 * @param {(line: string) => void} print
 */
export function steps(print) {
  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<T> | T} work
   * @param {(result: T) => string | undefined | void} [describe] words on the result, after the name
   * @returns {Promise<T>}
   */
  return async function step(name, work, describe) {
    const began = performance.now();
    try {
      const result = await work();
      const words = describe?.(result);
      print(`✓ ${name}${words ? `: ${words}` : ""} (${Math.round(performance.now() - began)} ms)`);
      return result;
    } catch (error) {
      print(`✗ ${name} (${Math.round(performance.now() - began)} ms)`);
      throw error;
    }
  };
}
