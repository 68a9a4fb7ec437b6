import type { ReconnectPolicy } from "livekit-client";

const STEPS_MS = [0, 300, 700, 1_000];
const LAST_STEP_MS = 2_000;
const JITTER_MS = 200;

/**
 * How LiveKit tries to take a lost connection up again: soon, and for as long as it takes. Media may flow all the while, and where it does
 * not, `lifeline` ends this and comes back through Peal.
 */
export const reconnectPolicy: ReconnectPolicy = {
  nextRetryDelayInMs: ({ retryCount }) => (STEPS_MS[retryCount] ?? LAST_STEP_MS) + Math.random() * JITTER_MS,
};
