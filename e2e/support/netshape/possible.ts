import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { which } from "../../../scripts/start/run.mjs";

/** Why networks of their own cannot be made here; undefined where they can. A test skips with it. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  if (process.getuid?.() !== 0) return "only root may make network namespaces";
  for (const name of ["ip", "nsenter", "python3"]) if (!which(name)) return `${name} is not installed`;
  try {
    accessSync("/dev/net/tun", constants.R_OK | constants.W_OK);
  } catch {
    return "/dev/net/tun is not there";
  }
  const name = `peal-${process.pid}-try`;
  try {
    execFileSync("ip", ["netns", "add", name], { stdio: "pipe" });
    execFileSync("ip", ["netns", "del", name], { stdio: "pipe" });
    return undefined;
  } catch (error) {
    return `network namespaces may not be made here: ${String((error as { stderr?: Buffer }).stderr ?? error)}`;
  }
}
