import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The words are compiled at build time: the browser gets no parser of message syntax.
const withNextIntl = createNextIntlPlugin({
  requestConfig: "./messages/request.ts",
  experimental: {
    messages: { path: "./messages", format: "json", locales: "infer", sourceLocale: "en", precompile: true },
  },
});

/** Where pages load the worker that encrypts frames (scripts/start/build.mjs), with a hash of its content. */
function frameWorker(): string {
  const file = "public/e2ee-worker.js";
  const content = existsSync(file) ? readFileSync(file) : "";
  return `/e2ee-worker.js?v=${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;
}

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: [
    "sharp",
    "@node-rs/argon2",
    "@zxcvbn-ts/language-common",
    "graphile-worker",
    "ioredis",
    "kafkajs",
    "postgres",
    "pino",
    "prom-client",
  ],
  // The build makes it (scripts/start/build.mjs); while developing, pages get the whole.
  ...(process.env.NODE_ENV === "production" && {
    turbopack: { resolveAlias: { "zod/mini": { browser: "./dist/zod-mini.js" } } },
  }),
  // A third fewer files for a page, and two per cent less of them, since more is compressed together (in bytes before that).
  experimental: { turbopackChunking: { minChunkSize: 150_000 } },
  env: { PEAL_FRAME_WORKER: frameWorker() },
  headers: async () => [
    // Asked for anew each time: a browser must notice a new one, and it may answer for the whole house.
    {
      source: "/sw.js",
      headers: [
        { key: "cache-control", value: "no-cache" },
        { key: "service-worker-allowed", value: "/" },
      ],
    },
    {
      source: "/e2ee-worker.js",
      has: [{ type: "query", key: "v" }],
      headers: [{ key: "cache-control", value: "public, max-age=31536000, immutable" }],
    },
    // Loaded by pages of other sites, as a module too.
    {
      source: "/embed.:kind(js|mjs|d\\.ts)",
      headers: [
        { key: "access-control-allow-origin", value: "*" },
        { key: "cross-origin-resource-policy", value: "cross-origin" },
        { key: "cache-control", value: "public, max-age=3600" },
        { key: "x-content-type-options", value: "nosniff" },
      ],
    },
    { source: "/embed.d.ts", headers: [{ key: "content-type", value: "text/plain; charset=utf-8" }] },
    // Under a version each.
    {
      source: "/effects/:folder(vision-.*|noise-.*)/:file",
      headers: [{ key: "cache-control", value: "public, max-age=31536000, immutable" }],
    },
    { source: "/effects/model/:file", headers: [{ key: "cache-control", value: "public, max-age=86400" }] },
    { source: "/sounds/:path*", headers: [{ key: "cache-control", value: "public, max-age=86400" }] },
  ],
};

export default withNextIntl(config);
