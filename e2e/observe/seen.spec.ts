import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startApp } from "../../scripts/start/services.mjs";
import { expect, test as base } from "../people";

type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
};
type Observed = { url: string; spans: Span[]; figure(name: string): Promise<number> };
const TOKEN = "a-secret-of-the-monitor";

/** An app of the same installation that hands its traces to a collector, and its figures to whoever has the bearer. */
const test = base.extend<{ observed: Observed }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs: nothing
  observed: async ({}, use) => {
    const spans: Span[] = [];
    const collector = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      for (const { scopeSpans } of JSON.parse(Buffer.concat(chunks).toString()).resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      response.end("{}");
    });
    await new Promise<void>((resume) => collector.listen(0, "127.0.0.1", resume));
    const dataDir = mkdtempSync(path.join(tmpdir(), "peal-seen-"));
    const env = {
      ...(JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>),
      NODE_ENV: "production" as const,
      PEAL_ROLES: "web,live",
      PEAL_METRICS_TOKEN: TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    };
    const { url, stop } = await startApp({ env, dataDir, name: "app-seen" });
    const figure = async (name: string) => {
      const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
      const line = (await answer.text()).split("\n").find((one) => one.startsWith(`${name} `));
      return Number(line?.split(" ")[1] ?? 0);
    };
    await use({ url, spans, figure });
    await stop();
    collector.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
  appUrl: async ({ observed }, use) => use(observed.url),
});

test("A4 one trace goes from the press of Answer to the first picture, through browser, server and SFU", {
  tag: "@long",
}, async ({ people, observed }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await bo.sees(ana);

  const { spans, figure } = observed;
  const rootOf = (name: string) => spans.find((one) => one.name === name);
  await expect.poll(() => rootOf("press answer"), { timeout: 20_000 }).toBeDefined();
  await expect.poll(() => rootOf("press start"), { timeout: 20_000 }).toBeDefined();
  const below = (name: string) => {
    const root = rootOf(name);
    return spans.filter(({ traceId }) => traceId === root?.traceId).map((one) => one.name);
  };
  await expect
    .poll(() => below("press answer"))
    .toEqual(
      expect.arrayContaining([
        "calls.answer",
        "transaction",
        "notify",
        "browser request",
        "browser connection",
        "browser first picture",
      ]),
    );
  await expect
    .poll(() => below("press start"))
    .toEqual(expect.arrayContaining(["calls.start", "transaction", "sfu create room", "browser connection"]));
  const press = rootOf("press answer");
  const request = spans.find(({ name, traceId }) => name === "calls.answer" && traceId === press?.traceId);
  expect(request?.parentSpanId).toBe(press?.spanId);

  expect(await figure('call_setup_latency_seconds_count{call_type="video"}')).toBe(1);
  expect(await figure('calls_initiated_total{call_type="video"}')).toBe(1);
  expect(await figure('calls_answered_total{call_type="video"}')).toBe(1);
  expect(await figure("active_connections")).toBeGreaterThanOrEqual(2);
});
