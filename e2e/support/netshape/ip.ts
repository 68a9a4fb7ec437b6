import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs `ip` with the words of one command. Throws with its own words where it refuses. */
export async function ip(command: string): Promise<string> {
  const { stdout } = await execute("ip", command.split(" "));
  return stdout;
}

/** The same, where it does not matter that it was not there. */
export async function ipIfThere(command: string): Promise<void> {
  await ip(command).catch(() => undefined);
}
