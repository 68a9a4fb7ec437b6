import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { config } from "../config";

const PATIENCE_MS = 1_000;
/** Binding request and its answer (RFC 8489, 5): type, length 0, magic cookie. */
const REQUEST = [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42];
const ANSWER = 0x0101;

type Address = { host: string; port: number; isUdp: boolean };

function addressOf(url: string): Address {
  const [, scheme = "", place = "", transport] = /^(\w+):([^?]+)(?:\?transport=(\w+))?$/.exec(url) ?? [];
  const [, host = "", port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(place) ?? [];
  const isTls = scheme === "turns";
  return { host, port: Number(port ?? (isTls ? 5349 : 3478)), isUdp: !isTls && transport !== "tcp" };
}

/** Whether one of the relays of PEAL_TURN_URLS answers within 1 s: to a STUN request over UDP, or by taking a TCP connection. */
export async function relayAnswers(): Promise<boolean> {
  const asked = config()
    .PEAL_TURN_URLS.map(addressOf)
    .map((at) => (at.isUdp ? askByUdp(at) : askByTcp(at)));
  return await Promise.any(asked).catch(() => false);
}

function askByUdp({ host, port }: Address): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    const timer = setTimeout(end, PATIENCE_MS, new Error("no answer"));
    let isOver = false;
    function end(error?: Error) {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      socket.close();
      if (error) reject(error);
      else resolve(true);
    }
    const id = randomBytes(12);
    socket.on("error", end);
    socket.on("message", (answer) => {
      if (answer.length >= 20 && answer.readUInt16BE(0) === ANSWER && answer.subarray(8, 20).equals(id))
        end();
    });
    socket.send(Buffer.concat([Buffer.from(REQUEST), id]), port, host, (error) => error && end(error));
  });
}

function askByTcp({ host, port }: Address): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    socket.once("connect", () => resolve(true));
    socket.once("timeout", () => reject(new Error("no answer")));
    socket.once("error", reject);
    socket.once("connect", () => socket.destroy()).once("timeout", () => socket.destroy());
  });
}
