import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { config } from "../config";
import { createRoom, mintToken } from "../media";
import { testSfu } from "../testing";
import { listenInside, readTls, redirected, type SfuPass, sfuPass } from "./index";

await testSfu();
Object.assign(process.env, {
  DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
  PEAL_URL: "https://192.168.7.5:3000",
  LIVEKIT_PUBLIC_URL: "wss://192.168.7.5:3000/livekit",
});

const open: Server[] = [];
afterAll(() => {
  for (const server of open) server.close().closeAllConnections();
});

async function portOf(server: Server): Promise<number> {
  open.push(server);
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  return (server.address() as AddressInfo).port;
}

/** A server that passes on what is the SFU's, and answers 404 to everything else. */
async function front() {
  const sfu = sfuPass() as SfuPass;
  const server = createServer((request, response) => {
    if (sfu.takes(request)) sfu.handle(request, response);
    else response.writeHead(404).end();
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (sfu.takes(request)) sfu.upgrade(request, socket, head);
    else socket.destroy();
  });
  const port = await portOf(server.listen(0, "127.0.0.1"));
  return { sfu, port, url: `http://127.0.0.1:${port}` };
}

async function tokenOf(callId: string = randomUUID()) {
  await createRoom(callId, async () => []);
  return await mintToken(callId, randomUUID());
}

type Answer = { status: number; socket?: Duplex; first?: Promise<Buffer>; closed?: Promise<void> };

/** Opens a WebSocket; `first` is what the other side says first, `closed` when it hung up. */
function upgrade(url: string): Promise<Answer> {
  const asked = request(url, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    },
  });
  asked.end();
  return new Promise((resolve) => {
    asked.once("error", () => resolve({ status: 0 }));
    asked.once("response", (answer) => resolve({ status: answer.statusCode ?? 0 }));
    asked.once("upgrade", (answer, socket, head) => {
      const first = new Promise<Buffer>((told) => {
        if (head.length > 0) told(head);
        socket.once("data", told);
      });
      const closed = new Promise<void>((told) => socket.once("close", told));
      socket.on("error", () => {});
      resolve({ status: answer.statusCode ?? 0, socket, first, closed });
    });
  });
}

describe("the SFU behind the app's own address", () => {
  it("answers its signalling below the path of LIVEKIT_PUBLIC_URL", async () => {
    const { url } = await front();
    const answer = await fetch(`${url}/livekit/rtc/validate?access_token=${await tokenOf()}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("success");
    expect((await fetch(`${url}/livekit/rtc/validate?access_token=wrong`)).status).toBe(401);
  });

  it("takes a WebSocket, and the first word of the SFU comes through", async () => {
    const { url } = await front();
    const { status, socket, first } = await upgrade(
      `${url}/livekit/rtc?access_token=${await tokenOf()}&protocol=15&sdk=js`,
    );
    expect(status).toBe(101);
    // A WebSocket frame of binary data: the join response.
    expect((await first)?.[0]).toBe(0x82);
    socket?.destroy();
  });

  it("says no to a WebSocket with a wrong token as the SFU does", async () => {
    const { url } = await front();
    expect((await upgrade(`${url}/livekit/rtc?access_token=wrong`)).status).toBe(401);
  });

  it("is cut when the server stops", async () => {
    const { url, sfu } = await front();
    const { closed } = await upgrade(`${url}/livekit/rtc?access_token=${await tokenOf()}&protocol=15&sdk=js`);
    sfu.close();
    await closed;
  });

  it("keeps its administration to itself: only signalling is passed on", async () => {
    const { url } = await front();
    const paths = [
      "/livekit",
      "/livekit/",
      "/livekit/twirp/livekit.RoomService/ListRooms",
      "/livekit/rtcx",
      "/rtc",
    ];
    for (const path of [...paths, "/livekit/rtc/../twirp", "/xlivekit/rtc"]) {
      expect((await fetch(url + path)).status).toBe(404);
      expect((await upgrade(url + path)).status).toBe(0);
    }
    expect((await fetch(`${url}/livekit/rtc/validate`, { method: "POST" })).status).toBe(404);
  });

  it("that does not answer is a 502, and harms nothing", async () => {
    const there = config().LIVEKIT_URL;
    config().LIVEKIT_URL = "http://127.0.0.1:9";
    const { url } = await front();
    expect((await fetch(`${url}/livekit/rtc/validate`)).status).toBe(502);
    expect((await upgrade(`${url}/livekit/rtc`)).status).toBe(502);
    config().LIVEKIT_URL = there;
  });

  it("is left alone where browsers have another address for it", () => {
    const there = config().LIVEKIT_PUBLIC_URL;
    config().LIVEKIT_PUBLIC_URL = "ws://localhost:7880";
    expect(sfuPass()).toBeNull();
    config().LIVEKIT_PUBLIC_URL = there;
  });
});

describe("the listener for webhooks", () => {
  it("takes the one path on loopback, and refuses every other", async () => {
    const handle = (_: IncomingMessage, response: ServerResponse) => response.writeHead(204).end();
    const server = listenInside(0, handle);
    const url = `http://127.0.0.1:${await portOf(server)}`;
    expect((server.address() as AddressInfo).address).toBe("127.0.0.1");
    const ask = async (path: string, method: string) => (await fetch(url + path, { method })).status;
    expect(await ask("/api/webhooks/livekit", "POST")).toBe(204);
    expect(await ask("/api/webhooks/livekit", "GET")).toBe(404);
    for (const path of ["/", "/api/trpc/live.state", "/api/webhooks/livekit/x", "/api/webhooks/livekit?x"]) {
      expect(await ask(path, "POST")).toBe(404);
    }
  });
});

describe("https of its own", () => {
  afterEach(() => {
    config().PEAL_TLS_KEY = config().PEAL_TLS_CERT = undefined;
  });

  it("needs key and certificate together", () => {
    expect(readTls()).toBeNull();
    config().PEAL_TLS_KEY = "/some/key";
    expect(() => readTls()).toThrow("belong together");
  });

  it("sends a page under another name to the address that Peal knows, and nothing but pages", async () => {
    const server = createServer((request, response) => {
      if (!redirected(request, response)) response.writeHead(204).end();
    });
    const port = await portOf(server.listen(0, "127.0.0.1"));
    const ask = (headers: Record<string, string>) =>
      new Promise<[number, string?]>((resolve) => {
        request({ port, host: "127.0.0.1", path: "/contacts?x=1", headers }, (answer) =>
          resolve([answer.statusCode ?? 0, answer.headers.location]),
        ).end();
      });
    const page = { "sec-fetch-mode": "navigate" };
    expect(await ask({ ...page, host: "localhost:3000" })).toEqual([
      307,
      "https://192.168.7.5:3000/contacts?x=1",
    ]);
    expect(await ask({ ...page, host: "192.168.7.5:3000" })).toEqual([204, undefined]);
    expect(await ask({ host: "localhost:3000" })).toEqual([204, undefined]);
  });
});
