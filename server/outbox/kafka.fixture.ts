import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const VERSION = "4.1.0";
const JARS = path.join(process.cwd(), ".cache", `kafka-${VERSION}`);
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>peal</groupId><artifactId>kafka</artifactId><version>1</version><dependencies><dependency>
<groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version>
</dependency></dependencies></project>`;

/** Whether a broker can be started here: Kafka comes as its Maven jars and runs on Java 17. */
export async function canStartKafka(): Promise<boolean> {
  const [java, maven] = await Promise.allSettled([run("java", ["-version"]), run("mvn", ["-version"])]);
  return java.status === "fulfilled" && maven.status === "fulfilled";
}

async function fetchJars(): Promise<void> {
  mkdirSync(JARS, { recursive: true });
  writeFileSync(path.join(JARS, "pom.xml"), POM);
  const goal = ["-q", "-B", "dependency:copy-dependencies", `-DoutputDirectory=${JARS}`];
  await run("mvn", goal, { cwd: JARS });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      resolve(true);
      socket.destroy();
    });
    socket.on("error", () => resolve(false));
  });

/** A real Kafka of one node on this machine; `stop` and `start` may be called in turn, and what it holds stays. */
export async function kafka() {
  await fetchJars();
  const folder = mkdtempSync(path.join(tmpdir(), "peal-kafka-"));
  const [port, controller] = [await freePort(), await freePort()];
  const file = path.join(folder, "server.properties");
  const settings = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "log.dirs": path.join(folder, "data"),
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "num.partitions": 4,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, lines.join("\n"));
  const java = ["-Xmx400m", "-cp", path.join(JARS, "*")];
  const clusterId = randomBytes(16).toString("base64url");
  await run("java", [...java, "kafka.tools.StorageTool", "format", "-t", clusterId, "-c", file]);
  let broker: ChildProcess | null = null;
  const start = async () => {
    broker = spawn("java", [...java, "kafka.Kafka", file], { stdio: "ignore" });
    while (!(await isOpen(port))) await new Promise((resume) => setTimeout(resume, 200));
  };
  const stop = async () => {
    const ended = new Promise((resolve) => broker?.once("exit", resolve));
    if (broker?.kill("SIGKILL")) await ended;
    broker = null;
  };
  await start();
  const remove = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { broker: `127.0.0.1:${port}`, start, stop, remove };
}
