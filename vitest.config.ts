import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
/** So high that only a test that lowers its limit meets it. */
const unlimited = "100000/60";

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    include: ["{app,components,deploy,lib,scripts,server}/**/*.test.{ts,tsx,mjs}", "*.test.ts"],
    globalSetup: ["server/testing/global-setup.ts"],
    // A process for each file: its own pool, configuration and database.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    env: {
      NODE_ENV: "test",
      PEAL_LOG: "silent",
      PEAL_URL: "http://localhost:3000",
      PEAL_SECRET: "only-for-tests-and-32-characters-long",
      LIVEKIT_API_SECRET: "only-for-tests-and-32-characters-long",
      PEAL_LIMIT_SIGN_IN: unlimited,
      PEAL_LIMIT_SIGN_UP: unlimited,
      PEAL_LIMIT_FIND: unlimited,
      PEAL_LIMIT_CONTACT_REQUEST: unlimited,
      PEAL_LIMIT_RING: unlimited,
      PEAL_LIMIT_RING_PERSON: unlimited,
      PEAL_LIMIT_TOKEN: unlimited,
      PEAL_LIMIT_PUSH: unlimited,
    },
  },
});
