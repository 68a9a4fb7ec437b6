import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../scripts/start/app.mjs";
import { which } from "../scripts/start/run.mjs";
import { newSecret, parseEnv } from "../scripts/start/secrets.mjs";
import { config } from "../server/config";
import { regionPlacesNow } from "../server/regions";
import { complaintOf, compose, interpolated, settings } from "./compose.fixture";

const FILE = "deploy/region/docker-compose.yml";
const text = readFileSync(path.join(ROOT, "deploy/region/example.env"), "utf8");
const secrets = { LIVEKIT_API_SECRET: newSecret(), TURN_SECRET: newSecret() };
const VALUES: Record<string, string> = { ...parseEnv(text), ...secrets };
/** What the example says that the app is told. */
const TOLD: Record<string, string> = parseEnv(text.replaceAll(/^# (?=PEAL_(SFU|TURN)_)/gm, ""));
const { services } = compose(VALUES, FILE);
const main = compose(await settings());

type LiveKit = { rtc: Record<string, unknown> & { turn_servers: Record<string, unknown>[] } };
const liveKitOf = ({ services: { livekit } }: typeof main): LiveKit =>
  parse(livekit?.environment?.LIVEKIT_CONFIG ?? "");

describe("deploy/region", () => {
  test.skipIf(!which("go"))("is one by the Compose Specification", { timeout: 120_000 }, () => {
    // The loader reads files from where the text is.
    expect(complaintOf(interpolated(VALUES, FILE))).toBe("");
  });

  test("needs what its example names, and mounts what there is", () => {
    for (const name of Object.keys(parseEnv(text)))
      expect(() => interpolated({ ...VALUES, [name]: "" }, FILE), name).toThrow(name);
    const files = Object.values(services).flatMap(({ volumes = [] }) =>
      volumes.map((one) => one.split(":")[0] ?? "").filter((one) => one.startsWith(".")),
    );
    for (const file of files) expect(existsSync(path.join(ROOT, "deploy/region", file)), file).toBe(true);
  });

  test("no service may more than it needs, and only media and signalling are open to everybody", () => {
    for (const [name, service] of Object.entries(services)) {
      expect(service.cap_drop, name).toEqual(["ALL"]);
      expect(service.read_only, name).toBe(true);
    }
    const open = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(open.filter((one) => /:(7880|6789)\//.test(one))).toEqual([
      `${VALUES.REGION_PRIVATE_IP}:7880:7880/tcp`,
      `${VALUES.REGION_PRIVATE_IP}:6789:6789/tcp`,
    ]);
  });

  test("its SFU is as the app's own, with its own two relays", () => {
    const [own, mains] = [liveKitOf(compose(VALUES, FILE)), liveKitOf(main)];
    const { turn_servers: turns, stun_servers: _, node_ip: ip, ...rtc } = own.rtc;
    expect(ip).toBe(VALUES.REGION_PUBLIC_IP);
    expect(mains.rtc).toMatchObject(rtc);
    expect(own).toMatchObject({ audio: Reflect.get(mains, "audio"), room: Reflect.get(mains, "room") });
    for (const name of ["coturn", "coturn-2"]) {
      const port = (option: string) =>
        Number(services[name]?.command?.find((one) => one.startsWith(`--${option}=`))?.split("=")[1]);
      const listening = {
        udp: port("listening-port"),
        tcp: port("listening-port"),
        tls: port("tls-listening-port"),
      };
      for (const [protocol, at] of Object.entries(listening))
        expect(turns).toContainEqual(
          expect.objectContaining({ protocol, port: at, secret: VALUES.TURN_SECRET }),
        );
    }
    expect(turns).toHaveLength(6);
  });

  test("the app reads what its example says that it is told", () => {
    for (const [name, value] of Object.entries({
      PEAL_SECRET: newSecret(),
      LIVEKIT_API_SECRET: newSecret(),
      DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
      PEAL_TURN_SECRET: VALUES.TURN_SECRET,
      PEAL_SFU_NODES: TOLD.PEAL_SFU_NODES,
      PEAL_TURN_REGIONS: TOLD.PEAL_TURN_REGIONS,
    }))
      vi.stubEnv(name, value);
    expect(Object.keys(config().PEAL_TURN_REGIONS ?? {})).toEqual(["eu", "us"]);
    expect(config().PEAL_TURN_URLS).toContain("turn:203.0.113.20:3479?transport=udp");
    expect(regionPlacesNow()).toEqual([
      { region: "eu", urls: ["https://call.example.org/livekit"] },
      { region: "us", urls: [`https://${VALUES.REGION_NAME}`] },
    ]);
  });
});
