import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../scripts/start/app.mjs";
import { which } from "../scripts/start/run.mjs";
import { nextSteps } from "../scripts/setup.mjs";
import { complaintOf, compose, interpolated, settings } from "./compose.fixture";

const VALUES = await settings();
const { services, networks, volumes } = compose(VALUES);
const on = (network: string) =>
  Object.keys(services)
    .filter((name) => services[name]?.networks?.includes(network))
    .toSorted();

describe("docker-compose.yml", () => {
  test.skipIf(!which("go"))("is one by the Compose Specification", { timeout: 120_000 }, () => {
    const text = interpolated(VALUES);
    expect(complaintOf(text)).toBe("");
    expect(complaintOf(text.replace("restart: unless-stopped", "restrat: never"))).toContain("restrat");
  });

  test("needs the settings that setup writes, and says which is missing", () => {
    expect(() => interpolated(VALUES)).not.toThrow();
    for (const name of ["PEAL_SECRET", "PEAL_NAME", "TURN_SECRET"])
      expect(() => interpolated({ ...VALUES, [name]: "" })).toThrow(name);
  });

  test("every service is on networks and volumes that exist, and the relay on its own", () => {
    for (const service of Object.values(services)) {
      for (const network of service.networks ?? []) expect(networks).toHaveProperty(network);
      const mounted = (service.volumes ?? []).map((one) => one.split(":")[0] ?? "");
      for (const volume of mounted.filter((one) => !one.startsWith(".")))
        expect(volumes).toHaveProperty(volume);
      for (const file of mounted.filter((one) => one.startsWith(".")))
        expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    }
    expect(services.coturn?.networks).toEqual(["relay"]);
    expect(on("relay")).toEqual(["coturn", "coturn-2", "splitter"]);
    expect(on("front")).toEqual(["caddy", "splitter"]);
    expect(networks.inside).toEqual({ internal: true });
  });

  test("no service may more than it needs", () => {
    for (const [name, service] of Object.entries(services)) {
      expect(service.cap_drop, name).toEqual(["ALL"]);
      expect(service.security_opt, name).toEqual(["no-new-privileges:true"]);
      // Egress writes while it records.
      expect(service.read_only, name).toBe(name !== "egress");
      const isOwnUser = service.user !== undefined || ["app", "postgres", "prepare", "egress"].includes(name);
      expect(isOwnUser, name).toBe(true);
    }
    expect(readFileSync(path.join(ROOT, "Dockerfile"), "utf8")).toMatch(/^USER node$/m);
  });

  test("who is waited for says how it is, and everything starts anew but what is done once", () => {
    for (const service of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        if (condition === "service_healthy") expect(services[name]?.healthcheck, name).toBeDefined();
        else expect([name, condition]).toEqual(["prepare", "service_completed_successfully"]);
      }
    }
    const once = Object.keys(services).filter((name) => services[name]?.restart !== "unless-stopped");
    expect(once).toEqual(["prepare"]);
  });

  test("setup names the ports that are open to everybody", () => {
    const open = Object.values(services)
      .flatMap(({ ports = [] }) => ports)
      .filter((one) => !one.startsWith("127.0.0.1:"))
      .map((one) => one.split(":")[0]);
    const firewall =
      nextSteps(VALUES)
        .split("\n")
        .find((line) => line.includes("Firewall")) ?? "";
    for (const port of open) expect(firewall.split(/[ ,;.]+/)).toContain(port);
  });

  test("the Dockerfile copies only what exists or is built", () => {
    const text = readFileSync(path.join(ROOT, "Dockerfile"), "utf8");
    const copied = [...text.matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap((one) =>
      (one[1] ?? "").split(" "),
    );
    const built = new Set([".next", "dist", "node_modules"]);
    for (const file of copied.map((one) => one.replace("/peal/", "")).filter((one) => !built.has(one)))
      expect(existsSync(path.join(ROOT, file)), file).toBe(true);
  });
});
