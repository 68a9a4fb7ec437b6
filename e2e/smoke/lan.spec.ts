import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { lanAddresses } from "../../scripts/start/addresses.mjs";
import { findCoturn, refusalOf } from "../../scripts/start/coturn.mjs";
import { which } from "../../scripts/start/run.mjs";
import { freePort } from "../../scripts/start/services.mjs";
import { expect, test as base } from "../people";
import { received } from "../wire";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** An old coturn does not run where others reach it. */
const hasRelay =
  process.env.PEAL_E2E_RELAY === "true" && !refusalOf(findCoturn()?.version ?? "", "192.0.2.1");

/** True where `--lan` can start: in a network, with openssl. */
function isPossible(): boolean {
  try {
    return lanAddresses().length > 0 && which("openssl") !== undefined;
  } catch {
    return false;
  }
}

/** Command lines of all processes that mention the folder. */
function left(folder: string): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}

/** Runs `npm start -- --lan` on a folder of its own, up to the invitation of the phone. */
async function startLan() {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-lan-"));
  chmodSync(folder, 0o755);
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/start.mjs"), "--lan"], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      LIVEKIT_URL: "",
      PEAL_DATA: path.join(folder, "data"),
      PEAL_ENV_FILE: path.join(folder, "env"),
      PORT: String(await freePort()),
    },
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const invited = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
        if (/on every device/.test(output)) resolve();
      });
    }
  });
  await Promise.race([invited, ended]);
  const url = /Peal is at (https:\S+)/.exec(output)?.[1];
  const pageUrl = /open (http:[^\s,]+)/.exec(output)?.[1];
  return { url, pageUrl, output, folder, data: path.join(folder, "data"), child, ended };
}

const test = base.extend<object, { lan: Awaited<ReturnType<typeof startLan>> }>({
  lan: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads here that it needs nothing
    async ({}, use) => {
      const lan = await startLan();
      await use(lan);
      lan.child.kill("SIGINT");
      await lan.ended;
      rmSync(lan.folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  appUrl: async ({ lan }, use) => use(lan.url ?? lan.output),
  ignoreHTTPSErrors: true,
});

test.skip(!isPossible(), "this machine is in no network, or has no openssl");

test("A7 npm start -- --lan: a computer and a phone of the network call each other; Ctrl-C leaves nothing", async ({
  people,
  profile,
  lan,
}) => {
  const { hostname } = new URL(lan.url ?? "");
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true, relayOnly: hasRelay });
  await ana.calls(bo);
  await phone.answers();
  await Promise.all([ana.sees(bo), phone.sees(ana), ana.hears(bo), phone.hears(ana)]);
  await bo.isTold(`Answered on ${phone.deviceName}`);

  const { iceUrls, candidateTypes } = await received(phone.page);
  expect(new Set(iceUrls.map((one) => one.split(":")[1]))).toEqual(new Set([hostname]));
  if (hasRelay) expect(new Set(candidateTypes)).toEqual(new Set(["relay"]));
  const cookies = (await ana.context.cookies()).map(({ name }) => name);
  expect(cookies.toSorted()).toEqual(expect.arrayContaining(["__Host-peal-device", "__Host-peal-session"]));

  const page = await (await profile({ mobile: true })).newPage();
  await page.goto(lan.pageUrl ?? "");
  await expect(page.getByText("This device trusts it")).toBeVisible();
  await expect(page.getByRole("link", { name: "Get the certificate" })).toBeVisible();

  const said = readFileSync(path.join(lan.data, "logs/livekit.log"), "utf8");
  expect(said).toMatch(/sent webhook/);
  expect(said).not.toMatch(/failed to send webhook/);

  await ana.hangsUp();
  await phone.isQuiet();
  lan.child.kill("SIGINT");
  expect(await lan.ended).toBe(0);
  expect(left(lan.data)).toEqual([]);
});
