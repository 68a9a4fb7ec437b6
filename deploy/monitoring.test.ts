import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { collectDefaultMetrics } from "prom-client";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../scripts/start/app.mjs";
import { which } from "../scripts/start/run.mjs";
import { metrics } from "../server/telemetry";

const FOLDER = path.join(ROOT, "deploy");
const read = (file: string) => readFileSync(path.join(FOLDER, file), "utf8");

type Rule = { alert: string; expr: string };
type Panel = { type: string; title: string; datasource?: unknown; targets?: { expr: string }[] };
const alerts: Rule[] = parse(read("prometheus/alerts.yml")).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const panels: Panel[] = JSON.parse(read("grafana/dashboards/peal.json")).panels;
const queries = [
  ...alerts.map(({ alert, expr }) => ({ from: alert, expr })),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ from: title, expr }))),
];

/** What the app tells: each name that Prometheus stores, with its labels. */
function exposed(): Map<string, Set<string>> {
  const { registry } = metrics();
  collectDefaultMetrics({ register: registry });
  const names = new Map<string, Set<string>>();
  for (const metric of registry.getMetricsAsArray() as unknown as Exposed[]) {
    // Prometheus adds where it was scraped.
    const labels = new Set([...metric.labelNames, "instance", "job"]);
    if ("buckets" in metric) {
      for (const end of ["sum", "count"]) names.set(`${metric.name}_${end}`, labels);
      names.set(`${metric.name}_bucket`, new Set([...labels, "le"]));
    } else names.set(metric.name, labels);
  }
  return names;
}
type Exposed = { name: string; labelNames: string[]; buckets?: number[] };

/** The selectors of a query, each with the labels that it asks for, and the labels that the query groups by. */
function namesIn(expr: string): { selectors: { name: string; labels: string[] }[]; grouped: string[] } {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/,\s*/));
  const bare = expr.replaceAll(/\b(by|without) \([^)]*\)/g, "").replaceAll(/\[\w+\]/g, "");
  const selectors = [...bare.matchAll(/\b([a-z_]\w*)\b(?:\{([^}]*)\})?(?!\s*\()/g)].map(
    ([, name = "", labels = ""]) => ({
      name,
      labels: [...labels.matchAll(/(\w+)\s*=/g)].map(([, label = ""]) => label),
    }),
  );
  return { selectors: selectors.filter(({ name }) => !["sum", "max"].includes(name)), grouped };
}

describe("A4 alerts and plots", () => {
  test("each asks for what the app really tells, by labels that it really has", () => {
    const names = exposed();
    expect(queries.length).toBeGreaterThan(30);
    for (const { from, expr } of queries) {
      const { selectors, grouped } = namesIn(expr);
      expect(selectors.length, from).toBeGreaterThan(0);
      for (const { name, labels } of selectors) {
        expect([...names.keys()], `${from}: ${expr}`).toContain(name);
        for (const label of [...labels, ...grouped])
          expect([...(names.get(name) ?? [])], from).toContain(label);
      }
    }
  });

  test("each panel has a query, and each figure of calls a panel", () => {
    const drawn = panels.filter(({ type }) => type !== "row");
    for (const { title, targets } of drawn) expect(targets?.length, title).toBeGreaterThan(0);
    const all = queries.map(({ expr }) => expr).join(" ");
    const own = metrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name)
      .filter((name) => !/^(process|nodejs)_/.test(name));
    expect(own.filter((name) => !all.includes(name))).toEqual([]);
  });

  test("each alert is tried, past its bar and below it", () => {
    const tried: { alertname: string; exp_alerts: unknown[] }[] = parse(
      read("prometheus/alerts.test.yml"),
    ).tests.flatMap((one: { alert_rule_test: unknown[] }) => one.alert_rule_test);
    for (const { alert } of alerts) {
      const of = tried.filter(({ alertname }) => alertname === alert);
      expect(
        of.some(({ exp_alerts }) => exp_alerts.length > 0),
        alert,
      ).toBe(true);
      expect(
        of.some(({ exp_alerts }) => exp_alerts.length === 0),
        alert,
      ).toBe(true);
    }
  });

  test("Grafana's files name each other and Prometheus", () => {
    const { uid } = parse(read("grafana/provisioning/datasources/prometheus.yml")).datasources[0];
    const drawn = panels.filter(({ type }) => type !== "row");
    for (const { title, datasource } of drawn) expect(datasource, title).toEqual({ type: "prometheus", uid });
    const compose = readFileSync(path.join(ROOT, "docker-compose.yml"), "utf8");
    const [provider] = parse(read("grafana/provisioning/dashboards/peal.yml")).providers;
    expect(compose).toContain(`./deploy/grafana/dashboards:${provider.options.path}`);
    expect(readdirSync(path.join(FOLDER, "grafana/dashboards"))).toEqual(["peal.json"]);
  });
});

const promtool = which("promtool");
describe.skipIf(!promtool)("A4 promtool", { timeout: 60_000 }, () => {
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(promtool ?? "", args, { cwd: FOLDER, encoding: "utf8" });
    return { status, output: stdout + stderr };
  };

  test("fires each alert past its bar, after its time, and not below", () => {
    const { status, output } = run("test", "rules", "prometheus/alerts.test.yml");
    expect(output).toContain("SUCCESS");
    expect(status, output).toBe(0);
  });

  test("takes the configuration, and the queries of all panels", () => {
    const { status, output } = run("check", "config", "--syntax-only", "prometheus/prometheus.yml");
    expect(status, output).toBe(0);
    const folder = mkdtempSync(path.join(tmpdir(), "peal-rules-"));
    const rules = queries.map(({ expr }, at) => ({ record: `panel:${at}`, expr }));
    const file = path.join(folder, "panels.yml");
    writeFileSync(file, JSON.stringify({ groups: [{ name: "panels", rules }] }));
    const checked = run("check", "rules", file);
    rmSync(folder, { recursive: true });
    expect(checked.status, checked.output).toBe(0);
  });
});
