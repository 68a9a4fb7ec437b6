import { randomUUID } from "node:crypto";
import { markSeen } from "../auth";
import type { Database } from "../db";
import {
  connectedDevices,
  dropConnections,
  dropProcess,
  holdConnections,
  LAPSE_MS,
  refreshConnections,
} from "../presence";
import { log } from "../telemetry";
import type { Registry, Stream } from "./registry";

const FLUSH_MS = 5_000;
const RETRY_MS = 1_000;
/** Pages of an older build send nothing back: they count as there while their connection is, written every 20 s. */
const FLUSHES_PER_OLD = 4;
/** "Last seen" of a device that stays connected is written this rarely: while it is connected nobody reads it. */
const FLUSHES_PER_SEEN = 60;

type Device = { deviceId: string; userId: string };

/**
 * Writes down which devices this process holds: at once when a stream opens or closes, and every 5 s those that were heard of
 * meanwhile, which is each once in 15 s. One statement runs at a time and takes everything that came up meanwhile, so that 10,000 devices
 * that come back at once are a few statements. A stream of which nothing was heard any more, here or elsewhere, is ended.
 */
export function startHolding(db: Database, registry: Registry, flushMs = FLUSH_MS) {
  const processId = randomUUID();
  const pending = new Map<string, string>();
  let heard = new Set<string>();
  const state = { isWriting: false, isClosed: false, flushes: 0 };

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

  async function flush(): Promise<void> {
    const now = performance.now();
    const streams = [...registry.streams()];
    const devices = heard;
    heard = new Set();
    state.flushes += 1;
    for (const stream of streams) {
      const isOld = stream.beat === null && state.flushes % FLUSHES_PER_OLD === 0;
      if (isOld || devices.has(stream.device.deviceId)) stream.heardAt = now;
    }
    const silent = streams.filter((stream) => now - stream.heardAt > LAPSE_MS);
    const ofAccounts = streams.filter(isOfAccount);
    for (const { device } of ofAccounts.filter((stream) => stream.heardAt === now)) {
      devices.delete(device.deviceId);
      // Not written here: it might overtake that a stream has closed.
      pending.set(device.deviceId, device.userId);
    }
    void pump();
    await refreshConnections(db, [...devices]);
    // What a guest sends back to another process nobody writes down; the page opens a new stream.
    for (const { response } of silent.filter((stream) => !isOfAccount(stream))) response.destroy();
    await endSilent(silent.filter(isOfAccount));
    if (state.flushes % FLUSHES_PER_SEEN === 0) await markSeen(db, idsOf(ofAccounts));
  }

  /** What was sent back may have reached another process: the rows know. */
  async function endSilent(streams: Stream[]): Promise<void> {
    if (streams.length === 0) return;
    const connected = await connectedDevices(db, [...new Set(streams.map(({ device }) => device.userId))]);
    for (const { device, response } of streams) if (!connected.has(device.deviceId)) response.destroy();
  }

  const timer = setInterval(() => {
    flush().catch((error: unknown) => log.warn({ event: "presence_not_written", reason: String(error) }));
  }, flushMs);

  return {
    changed,
    /** A device has read a ping, of this process or another one. */
    heard: (deviceId: string) => void heard.add(deviceId),
    close: async () => {
      state.isClosed = true;
      clearInterval(timer);
      // The database may be gone as well; what stays lapses.
      await dropProcess(db, processId).catch(() => {});
    },
  };
}

const isOfAccount = ({ device }: Stream) => device.sessionId !== null;
const idsOf = (streams: Stream[]) => streams.map(({ device }) => device.deviceId);
