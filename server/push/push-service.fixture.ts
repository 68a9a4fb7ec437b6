import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { Agent, createServer } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { connect } from "node:tls";
import { afterAll } from "vitest";
import { type PushMessage, pushMessage, type SubscribeInput } from "./contract";

// For push.example.com and its siblings, signed by itself; good for nothing but these tests.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZjn2ez05L+Ryh7uR
LvuI5vigV7ztCSo634DTO7o/64ahRANCAASMxhBBikoKKGVBze/eSlYcotgRO5Qp
eZ9PKqwKBBKQIdpBO9ikpFzTzux6KKVi02U2b+I3Bmp879D4qYFLq4Rk
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBujCCAV+gAwIBAgIUHCRP5ivgr1OvR30cy8AjDGyPC7YwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcHVzaC5leGFtcGxlLmNvbTAgFw0yNjExMjEwODE2MDRaGA8y
MTI2MTAyODA4MTYwNFowGzEZMBcGA1UEAwwQcHVzaC5leGFtcGxlLmNvbTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABIzGEEGKSgooZUHN795KVhyi2BE7lCl5n08q
rAoEEpAh2kE72KSkXNPO7HoopWLTZTZv4jcGanzv0PipgUurhGSjfzB9MB0GA1Ud
DgQWBBSmQi1tdRH9zbju7oZKyjF3UU0lQzAfBgNVHSMEGDAWgBSmQi1tdRH9zbju
7oZKyjF3UU0lQzAPBgNVHRMBAf8EBTADAQH/MCoGA1UdEQQjMCGCEHB1c2guZXhh
bXBsZS5jb22CDSouZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSQAwRgIhAJbGpHxW
vqRxvsw6kwu7pfvW84N+J9JTu9jFe17b2j79AiEA3/wvARQcZZ0Eq5VUJIn7/XR6
HBOCB4OPJKtwtVHAz5s=
-----END CERTIFICATE-----`;

type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer };
type Answer = { status: number; headers?: Record<string, string> } | "hang";

/**
 * A push service on this machine that speaks TLS. Its agent brings every name to it, so that endpoints in tests look like real
 * ones and are held to the same rules.
 */
export async function pushService() {
  const received: Received[] = [];
  const service = {
    answer: (_request: Received): Answer => ({ status: 201 }),
    givenUp: 0,
    hold: undefined as Promise<void> | undefined,
  };
  const server = createServer({ key: KEY, cert: CERTIFICATE }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) };
    received.push(one);
    const answer = service.answer(one);
    await service.hold;
    if (answer !== "hang") response.writeHead(answer.status, answer.headers).end();
    // Somebody who waited gave up.
    else response.on("close", () => service.givenUp++);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  class LocalAgent extends Agent {
    override createConnection({ host }: { host?: string }) {
      // Any certificate: whether this one holds by now hangs on the machine's clock.
      return connect({ host: "127.0.0.1", port, servername: host, rejectUnauthorized: false });
    }
  }
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(service, { received, agent: new LocalAgent(), port });
}

/** Counts the connections that reach a port of this machine. */
export async function listener() {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  afterAll(() => void server.close());
  return { port: (server.address() as AddressInfo).port, count: () => connections };
}

/** A browser's end of a subscription: its keys, and reading what is pushed as a browser does (RFC 8188, RFC 8291). */
export function pushBrowser(endpoint: string): {
  subscription: SubscribeInput;
  read(body: Buffer): PushMessage;
} {
  const curve = createECDH("prime256v1");
  const publicKey = curve.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: publicKey.toString("base64url"), auth: auth.toString("base64url") };
  const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, info, length));
  const read = (body: Buffer) => {
    const salt = body.subarray(0, 16);
    const idLength = body[20] ?? 0;
    const sender = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
    const secret = derive(curve.computeSecret(sender), auth, info, 32);
    const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
    const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
    const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return pushMessage.parse(JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()));
  };
  return { subscription: { endpoint, keys }, read };
}
