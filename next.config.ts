import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The words are compiled at build time: the browser gets no parser of message syntax.
const withNextIntl = createNextIntlPlugin({
  requestConfig: "./messages/request.ts",
  experimental: {
    messages: { path: "./messages", format: "json", locales: "infer", sourceLocale: "en", precompile: true },
  },
});

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: ["sharp", "@node-rs/argon2", "graphile-worker", "postgres", "pino"],
  headers: async () => [
    // Asked for anew each time: a browser must notice a new one, and it may answer for the whole house.
    {
      source: "/sw.js",
      headers: [
        { key: "cache-control", value: "no-cache" },
        { key: "service-worker-allowed", value: "/" },
      ],
    },
    { source: "/sounds/:path*", headers: [{ key: "cache-control", value: "public, max-age=86400" }] },
  ],
};

export default withNextIntl(config);
