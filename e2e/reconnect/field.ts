import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  freePort,
  startApp,
  startCoturn,
  startLiveKit,
  startPostgres,
} from "../../scripts/start/services.mjs";
import { newSecret } from "../../scripts/start/secrets.mjs";
import { test as base } from "../people";
import { ensureBuilt, NO_LIMITS } from "../stack";
import { type Gate, openGate } from "./gate";

/** A stack of a test's own whose SFU may die and come back, with gates in front of what browsers speak to. */
export type Field = {
  /** The one address that browsers know. */
  url: string;
  /** In front of the app, and of the SFU's signalling; media goes by them. */
  app: Gate;
  signals: Gate;
  hasRelay: boolean;
  /** Kills the SFU as a crash does. */
  killSfu(): Promise<void>;
  startSfu(): Promise<void>;
  stop(): Promise<void>;
};

async function startField(): Promise<Field> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-field-"));
  chmodSync(dataDir, 0o755);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const postgres = await startPostgres({ dataDir, durable: false });
    stops.push(() => postgres.stop());
    const turnPort = await freePort();
    const coturn = await startCoturn({ dataDir, port: turnPort });
    if (coturn) stops.push(() => coturn.running.stop());
    const ports = { http: await freePort(), udp: await freePort(), tcp: await freePort() };
    const [appPort, secret] = [await freePort(), newSecret()];
    const app = await openGate(() => appPort);
    const signals = await openGate(() => ports.http);
    stops.push(app.close, signals.close);
    const url = `http://localhost:${app.port}`;
    const turns = coturn ? [{ host: "127.0.0.1", port: turnPort, secret: coturn.secret }] : [];
    const startSfu = () =>
      startLiveKit({
        dataDir,
        ports,
        secret,
        turns,
        webhookUrl: `http://localhost:${appPort}/api/webhooks/livekit`,
      });
    let sfu = await startSfu();
    stops.push(() => sfu.stop());
    const env = {
      // Both are away for a minute here: the seats are to outlive that, as that of one who is away does.
      PEAL_SEAT_LOST_MS: "180000",
      NODE_ENV: "production" as const,
      ...NO_LIMITS,
      DATABASE_URL: postgres.url,
      LIVEKIT_URL: sfu.url,
      LIVEKIT_PUBLIC_URL: `ws://127.0.0.1:${signals.port}`,
      LIVEKIT_API_KEY: sfu.key,
      LIVEKIT_API_SECRET: secret,
      PEAL_SECRET: newSecret(),
      PEAL_URL: url,
    };
    const process_ = await startApp({ env, port: appPort, dataDir });
    stops.push(process_.stop);
    return {
      url,
      app,
      signals,
      hasRelay: coturn !== undefined,
      killSfu: async () => {
        process.kill(sfu.pid, "SIGKILL");
        await sfu.running.ended;
      },
      startSfu: async () => {
        sfu = await startSfu();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Fixtures = { field: Field };

/** People whose stack is a field. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs: nothing
  field: async ({}, use) => {
    const field = await startField();
    await use(field);
    await field.stop();
  },
  appUrl: async ({ field }, use) => use(field.url),
});
