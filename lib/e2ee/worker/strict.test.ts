import { beforeAll, describe, expect, test, vi } from "vitest";

type Frame = { data: ArrayBuffer; timestamp: number; getMetadata(): object; type?: string };

/** A frame of sound that says what it is. */
const frame = (): Frame => ({
  data: new TextEncoder().encode("said aloud").buffer,
  timestamp: 1,
  getMetadata: () => ({ synchronizationSource: 7 }),
});
const isPlain = (one: Frame) => new TextDecoder().decode(one.data) === "said aloud";

const scope = new EventTarget();
const answers: { kind: string; data?: { uuid?: string } }[] = [];
const post = (kind: string, data: object) =>
  scope.dispatchEvent(new MessageEvent("message", { data: { kind, data } }));

/** The worker's own events, in the order in which a worker hears them: what was registered first. */
beforeAll(async () => {
  Object.assign(globalThis, {
    self: Object.assign(scope, { RTCTransformEvent: Event }),
    onmessage: null,
    postMessage: (message: (typeof answers)[number]) => void answers.push(message),
  });
  await import("./strict");
  // LiveKit's worker sets these as properties.
  await import("livekit-client/e2ee-worker");
  const { onmessage } = globalThis as unknown as { onmessage(event: Event): void };
  scope.addEventListener("message", (event) => onmessage(event));
  post("init", {
    loglevel: 5,
    keyProviderOptions: {
      sharedKey: false,
      keySize: 256,
      keyringSize: 256,
      ratchetSalt: "LKFrameEncryptionKey",
      ratchetWindowSize: 0,
      failureTolerance: -1,
    },
  });
});

/** Puts a cryptor in; frames go in at one end and out at the other. */
function pipe(kind: "encode" | "decode", participantIdentity: string, trackId: string) {
  const [into, out] = [new TransformStream<Frame, Frame>(), new TransformStream<Frame, Frame>()];
  post(kind, {
    participantIdentity,
    trackId,
    readableStream: into.readable,
    writableStream: out.writable,
    hasPacketTrailer: false,
  });
  return { writer: into.writable.getWriter(), reader: out.readable.getReader() };
}

async function setKey(participantIdentity: string, keyIndex: number): Promise<void> {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32), "HKDF", false, [
    "deriveBits",
    "deriveKey",
  ]);
  post("setKey", { participantIdentity, key, keyIndex, isPublisher: true, updateCurrentKeyIndex: true });
  // Messages are worked through in turn: what is answered after it was set after it.
  const uuid = crypto.randomUUID();
  post("encryptDataRequest", { uuid, payload: new Uint8Array(1), participantIdentity });
  await vi.waitUntil(() => answers.some(({ data }) => data?.uuid === uuid));
}

describe("T5 data that is sent before there is a key", () => {
  test("waits for the key, in its order, and goes out under it", async () => {
    const uuids = [crypto.randomUUID(), crypto.randomUUID()];
    for (const uuid of uuids)
      post("encryptDataRequest", { uuid, payload: new Uint8Array(1), participantIdentity: "early" });
    await new Promise((resume) => setTimeout(resume, 50));
    const heard = () => answers.filter(({ data }) => uuids.includes(data?.uuid ?? ""));
    expect(heard()).toEqual([]);
    await setKey("early", 3);
    expect(heard()).toMatchObject(
      uuids.map((uuid) => ({ kind: "encryptDataResponse", data: { uuid, keyIndex: 3 } })),
    );
  });
});

describe("E1 the worker that encrypts frames", () => {
  test("encrypts for a sender of whom it has heard nothing but frames", async () => {
    const { writer, reader } = pipe("encode", "ana", "camera-1");
    await setKey("ana", 8);
    void writer.write(frame());
    const { value } = await reader.read();
    expect(value && isPlain(value)).toBe(false);
  });

  test("encrypts although it is told not to", async () => {
    const { writer, reader } = pipe("encode", "ana", "camera-2");
    await setKey("ana", 8);
    post("enable", { participantIdentity: "ana", enabled: false });
    void writer.write(frame());
    const { value } = await reader.read();
    expect(value && isPlain(value)).toBe(false);
  });

  test("drops plain frames of somebody whom the SFU calls plain", async () => {
    const { writer, reader } = pipe("decode", "ben", "remote-1");
    post("enable", { participantIdentity: "ben", enabled: false });
    const next = reader.read().then(() => "came through");
    await writer.write(frame());
    await writer.write(frame());
    await expect(Promise.race([next, writer.close().then(() => "dropped")])).resolves.toBe("dropped");
  });

  test("an SFU that announces a track of the sender's id cannot take the sender's cryptor away", async () => {
    const { writer, reader } = pipe("encode", "ana", "camera-3");
    await setKey("ana", 8);
    pipe("decode", "mallory", "camera-3");
    post("updateCodec", { participantIdentity: "mallory", trackId: "camera-3", hasPacketTrailer: false });
    post("removeTransform", { participantIdentity: "mallory", trackId: "camera-3" });
    post("removeTransform", { participantIdentity: "ana", trackId: "camera-3" });
    for (let sent = 0; sent < 3; sent++) {
      void writer.write(frame());
      const { value } = await reader.read();
      expect(value && isPlain(value)).toBe(false);
      expect(value && new Uint8Array(value.data).at(-1)).toBe(8);
    }
  });
});
