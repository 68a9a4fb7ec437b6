import dgram from "node:dgram";

/*
 * Run inside a namespace: node prober.mjs HOST PORT COUNT BYTES EVERY_MS
 * Sends numbered packets to an echo, and prints which came back and after how long (ms).
 */
const [host = "", port = "", count = "", bytes = "", everyMs = ""] = process.argv.slice(2);
const socket = dgram.createSocket(host.includes(":") ? "udp6" : "udp4");
/** @type {number[]} */
const sentAt = [];
/** @type {Record<number, number>} */
const took = {};
socket.on("error", () => {});
socket.on("message", (message) => {
  const number = message.readUInt32BE(0);
  took[number] = performance.now() - (sentAt[number] ?? 0);
});
for (let number = 0; number < Number(count); number++) {
  const packet = Buffer.alloc(Number(bytes));
  packet.writeUInt32BE(number, 0);
  sentAt.push(performance.now());
  socket.send(packet, Number(port), host, () => {});
  if (Number(everyMs)) await new Promise((resolve) => setTimeout(resolve, Number(everyMs)));
}
setTimeout(() => {
  console.log(JSON.stringify(took));
  socket.close();
}, 1000);
