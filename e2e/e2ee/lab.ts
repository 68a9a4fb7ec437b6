import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";
import { bundleFrameWorker } from "../../scripts/start/build.mjs";
import { startLiveKit } from "../../scripts/start/services.mjs";
import type { Join, Lab as LabPage, Received, Way } from "./lab-page";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PRODUCT = `
  import * as LiveKit from "livekit-client";
  import { FrameKeys } from "./lib/e2ee/frames/frame-keys";
  import { frameEncryption } from "./lib/e2ee/frames/frame-encryption";
  import { canEncrypt } from "./lib/e2ee/frames/can-encrypt";
  import { mayPlay } from "./lib/e2ee/frames/may-play";
  import { onEncryptedData, sendEncryptedData } from "./lib/e2ee/frames/encrypted-data";
  import { watchUnreadable } from "./lib/e2ee/frames/watch-unreadable";
  globalThis.Product = {
    LiveKit, FrameKeys, frameEncryption, canEncrypt, mayPlay, onEncryptedData, sendEncryptedData, watchUnreadable,
  };
`;
const HTML = `<!doctype html><title>lab</title><body><script src="/product.js"></script><script src="/lab.js"></script></body>`;

/** What a test needs of a page, whoever drives the browser. */
export type PageLike = { evaluate(script: string): Promise<unknown> };

/** An SFU and a page with Peal's code for frames and nothing else of Peal: no build, no database. */
export type Lab = {
  url: string;
  createRoom(): Promise<string>;
  member(page: PageLike, room: string, identity: string): Member;
  rooms: RoomServiceClient;
  stop(): Promise<void>;
};

/** @param address the SFU's for media: loopback if not given */
export async function startLab(address?: string): Promise<Lab> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-lab-"));
  const sfu = await startLiveKit({ dataDir, address, webhookUrl: "http://127.0.0.1:9/none" });
  const files = await bundles(dataDir);
  const server = createServer((request, response) => {
    const script = files.get((request.url ?? "/").split("?")[0] ?? "");
    response.writeHead(200, { "content-type": script === undefined ? "text/html" : "text/javascript" });
    response.end(script ?? HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const rooms = new RoomServiceClient(sfu.url, sfu.key, sfu.secret);
  const token = async (room: string, identity: string) => {
    const made = new AccessToken(sfu.key, sfu.secret, { identity, ttl: 300 });
    made.addGrant({ roomJoin: true, room });
    return await made.toJwt();
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    rooms,
    createRoom: async () => {
      const name = `lab-${crypto.randomUUID()}`;
      await rooms.createRoom({ name });
      return name;
    },
    member: (page, room, identity) => {
      const ticket = async (name: string) => ({ url: sfu.publicUrl, token: await token(room, name) });
      return new Member(page, identity, ticket);
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await sfu.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function bundles(folder: string): Promise<Map<string, string>> {
  const strict = path.join(folder, "strict.js");
  await bundleFrameWorker(ROOT, strict);
  const bundle = async (contents: string) => {
    const made = await build({
      stdin: { contents, resolveDir: ROOT, loader: "ts" },
      define: { "process.env.PEAL_FRAME_WORKER": JSON.stringify("/e2ee-worker.js") },
      bundle: true,
      format: "iife",
      target: "es2022",
      write: false,
    });
    return made.outputFiles[0]?.text ?? "";
  };
  const { readFileSync } = await import("node:fs");
  return new Map([
    ["/product.js", await bundle(PRODUCT)],
    ["/lab.js", await bundle(`import "./e2e/e2ee/lab-page.ts"`)],
    ["/livekit-worker.js", await bundle(`import "livekit-client/e2ee-worker"`)],
    ["/e2ee-worker.js", readFileSync(strict, "utf8")],
  ]);
}

/** Somebody in a room of the lab, on a page of any browser. */
export class Member {
  constructor(
    readonly page: PageLike,
    readonly identity: string,
    readonly ticket: (identity: string) => Promise<Pick<Join, "url" | "token">>,
  ) {}

  /** Somebody in the same room, on another page. */
  companion(page: PageLike, identity: string): Member {
    return new Member(page, identity, this.ticket);
  }

  /** Calls a function of the page (lab-page.ts). */
  async do<K extends keyof LabPage>(
    what: K,
    ...given: Parameters<LabPage[K]>
  ): Promise<Awaited<ReturnType<LabPage[K]>>> {
    const script = `lab.${what}(...${JSON.stringify(given)})`;
    return (await this.page.evaluate(script)) as Awaited<ReturnType<LabPage[K]>>;
  }

  async joins(way: Way, more: Partial<Join> = {}): Promise<void> {
    const { identity } = this;
    await this.do("join", { ...(await this.ticket(identity)), identity, way, ...more });
  }

  /** Does something of the page before there is a room. */
  async prepares(): Promise<void> {
    await this.do("makeKeys", this.identity);
  }

  /** Makes an own key under this id, sends under it, and gives it to the others, who know it before it is used. */
  async rotates(keyId: number, ...others: Member[]): Promise<void> {
    for (const one of [...others, this]) await one.do("setKey", this.identity, keyId, this.seed(keyId));
    await this.do("useKey", keyId);
  }

  seed(keyId: number): string {
    return `${this.identity} ${keyId}`;
  }

  async received(from: Member): Promise<Received> {
    return await this.do("received", from.identity);
  }
}
