/** Made by `bundleFrameWorker` in scripts/start/build.mjs; the address names its content, so that browsers may keep it for good. */
const WORKER = process.env.PEAL_FRAME_WORKER ?? "/e2ee-worker.js";
/** Longer than anything rings. */
const KEPT_MS = 90_000;

let spare: { worker: Worker; end: ReturnType<typeof setTimeout> } | null = null;

const start = (): Worker => new Worker(WORKER, { name: "frames" });

/** Starts a worker for the next room ahead of time (it takes 20 to 200 ms); it ends by itself where nobody wants it for 90 s. */
export function prepareWorker(): void {
  spare ??= { worker: start(), end: setTimeout(() => takeWorker().terminate(), KEPT_MS) };
}

/** A worker that no room has used yet. */
export function takeWorker(): Worker {
  if (!spare) return start();
  const { worker, end } = spare;
  clearTimeout(end);
  spare = null;
  return worker;
}
