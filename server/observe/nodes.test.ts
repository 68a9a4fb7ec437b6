import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { findLiveKit } from "../../scripts/start/livekit-binary.mjs";
import { freePort } from "../../scripts/start/ports.mjs";
import { figuresOf, metrics } from "../telemetry";
import { nodeFigures } from "./nodes";

const [http, udp, tcp, prometheus] = [await freePort(), await freePort(), await freePort(), await freePort()];
const { command, before } = await findLiveKit();
const body = JSON.stringify({
  port: http,
  bind_addresses: ["127.0.0.1"],
  prometheus: { port: prometheus },
  keys: { peal: "only-for-tests-and-32-characters-long" },
  rtc: { udp_port: udp, tcp_port: tcp, node_ip: "127.0.0.1" },
});
const sfu = spawn(command, [...before, "--config-body", body], { stdio: "ignore" });
afterAll(() => void sfu.kill("SIGKILL"));

// A relay as coturn tells it; Debian's is built without.
let relayed = 1_000_000;
const relay = createServer((_request, response) =>
  response.end(`# TYPE turn_total_traffic_rcvb counter
turn_total_traffic_rcvb ${relayed}
turn_total_traffic_sentb ${relayed}
turn_total_traffic_peer_rcvb 7
`),
);
await new Promise<void>((resume) => relay.listen(0, "127.0.0.1", resume));
afterAll(() => relay.close());

const relayNode = `127.0.0.1:${(relay.address() as AddressInfo).port}`;
const sfuNode = `127.0.0.1:${prometheus}`;
process.env.PEAL_SFU_METRICS_URLS = `http://${sfuNode}/metrics, http://127.0.0.1:9/none`;
process.env.PEAL_TURN_METRICS_URLS = `http://${relayNode}/metrics`;
process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:9/none";

async function read(name: string): Promise<Map<string, number>> {
  const metric = await metrics().registry.getSingleMetric(name)?.get();
  return new Map(metric?.values.map(({ labels, value }) => [Object.values(labels).join(" "), value]));
}

test("A4 the SFU's own figures and the relay's become rates, and those of a node that is gone disappear", async () => {
  const look = nodeFigures();
  await expect
    .poll(
      async () => {
        await look();
        return await read("sfu_cpu");
      },
      { timeout: 10_000 },
    )
    .toEqual(new Map([[sfuNode, expect.any(Number)]]));
  const processor = (await read("sfu_cpu")).get(sfuNode) ?? -1;
  expect(processor).toBeGreaterThanOrEqual(0);
  expect(processor).toBeLessThanOrEqual(1.5);
  expect(await read("sfu_active_participants")).toEqual(new Map([[sfuNode, 0]]));
  expect(await read("sfu_bandwidth_mbps")).toEqual(
    new Map([
      [`${sfuNode} incoming`, 0],
      [`${sfuNode} outgoing`, 0],
    ]),
  );
  relayed += 500_000;
  await look();
  expect((await read("turn_bandwidth_gbps")).get(relayNode)).toBeGreaterThan(0);

  const ended = new Promise((resume) => sfu.once("exit", resume));
  sfu.kill("SIGKILL");
  await ended;
  await look();
  expect(await read("sfu_active_participants")).toEqual(new Map());
});

test("A4 the text format is read by name and label", () => {
  const figures = figuresOf(`# HELP livekit_packet_bytes
livekit_packet_bytes{direction="incoming",node_id="ND_a",transmission="initial"} 100
livekit_packet_bytes{direction="incoming",node_id="ND_a",transmission="retransmit"} 20
livekit_packet_bytes{direction="outgoing",node_id="ND_a",transmission="initial"} 1e+03
process_cpu_seconds_total 2.5
`);
  expect(figures("livekit_packet_bytes", 'direction="incoming"')).toBe(120);
  expect(figures("livekit_packet_bytes", 'direction="outgoing"')).toBe(1_000);
  expect(figures("process_cpu_seconds_total")).toBe(2.5);
  expect(figures("livekit_nothing")).toBe(null);
});
