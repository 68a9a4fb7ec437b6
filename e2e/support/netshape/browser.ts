import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type LaunchOptions } from "@playwright/test";
import type { Link } from "./link";

/**
 * Launches Chromium inside a link's namespace: all that it sends and receives goes over the link.
 * `hostRules` are Chromium's own, so that localhost, a secure context, is an address outside. What it leaves is removed
 * when it is closed.
 */
export async function launchInside(link: Link, hostRules: string, options: LaunchOptions): Promise<Browser> {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-inside-"));
  const command = path.join(folder, "chromium");
  const binary = options.executablePath ?? chromium.executablePath();
  const script = `#!/bin/sh\nexec nsenter --net=/run/netns/${link.namespace} '${binary}' "$@"\n`;
  writeFileSync(command, script, { mode: 0o755 });
  const args = [...(options.args ?? []), `--host-resolver-rules=${hostRules}`];
  const browser = await chromium.launch({ ...options, executablePath: command, args });
  browser.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}
