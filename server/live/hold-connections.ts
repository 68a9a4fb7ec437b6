import { randomUUID } from "node:crypto";
import { markSeen } from "../auth";
import type { Database } from "../db";
import { dropConnections, dropProcess, holdConnections } from "../presence";
import { log } from "../telemetry";
import type { Registry } from "./registry";

const REFRESH_MS = 20_000;
const RETRY_MS = 1_000;
/** "Last seen" of a device that stays connected is written this rarely: while it is connected nobody reads it. */
const REFRESHES_PER_SEEN = 15;

type Device = { deviceId: string; userId: string };

/**
 * Writes down which devices this process holds: at once when a stream opens or closes, and all of them every 20 s. One
 * statement runs at a time and takes everything that came up meanwhile, so that 10,000 devices that come back at once
 * are a few statements.
 */
export function startHolding(db: Database, registry: Registry) {
  const processId = randomUUID();
  const pending = new Map<string, string>();
  const state = { isWriting: false, isClosed: false, refreshes: 0 };

  const changed = ({ deviceId, userId }: Device) => {
    pending.set(deviceId, userId);
    void pump();
  };

  async function pump(): Promise<void> {
    if (state.isWriting || state.isClosed) return;
    state.isWriting = true;
    while (pending.size > 0 && !state.isClosed) {
      const devices = [...pending];
      pending.clear();
      await write(devices).catch(async (error: unknown) => {
        log.warn({ event: "presence_not_written", reason: String(error) });
        for (const [deviceId, userId] of devices) pending.set(deviceId, userId);
        await new Promise((resume) => setTimeout(resume, RETRY_MS));
      });
    }
    state.isWriting = false;
  }

  /** What counts is whether a stream is there now, not what happened to it since. */
  async function write(devices: [deviceId: string, userId: string][]): Promise<void> {
    const isHeld = ([deviceId, userId]: [string, string]) => registry.hasDevice(userId, deviceId);
    const held = devices.filter(isHeld).map(([deviceId]) => deviceId);
    const dropped = devices.filter((device) => !isHeld(device)).map(([deviceId]) => deviceId);
    await holdConnections(db, processId, held);
    await dropConnections(db, processId, dropped);
  }

  async function refresh(): Promise<void> {
    const deviceIds = [...registry.streams()].map((stream) => stream.device.deviceId);
    await holdConnections(db, processId, deviceIds);
    state.refreshes += 1;
    if (state.refreshes % REFRESHES_PER_SEEN === 0) await markSeen(db, deviceIds);
  }
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => log.warn({ event: "presence_not_written", reason: String(error) }));
  }, REFRESH_MS);

  return {
    changed,
    close: async () => {
      state.isClosed = true;
      clearInterval(timer);
      // The database may be gone as well; what stays lapses.
      await dropProcess(db, processId).catch(() => {});
    },
  };
}
