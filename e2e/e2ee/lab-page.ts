import type * as LiveKit from "livekit-client";

/*
 * Runs in the browser: one member of a room, with Peal's way to encrypt or one of those that it is compared with. The product's
 * code comes in a bundle of its own (lab.ts), as `window.Product`.
 */
type FrameKeys = {
  set(admissionId: string, keyId: number, key: Uint8Array): Promise<void>;
  use(keyId: number): Promise<void>;
  forget(admissionId: string, keyId: number): Promise<void>;
};
type Encryption = {
  encryption: { keyProvider: LiveKit.BaseKeyProvider; worker: Worker };
  opened: object;
  guard(room: LiveKit.Room): Promise<void>;
  close(): void;
};
type DataListener = (payload: Uint8Array, from: LiveKit.RemoteParticipant, topic: string | undefined) => void;
type Product = {
  LiveKit: typeof LiveKit;
  FrameKeys: new (ownAdmissionId: string) => FrameKeys;
  frameEncryption(keys: FrameKeys): Encryption;
  canEncrypt(): boolean;
  mayPlay(track: LiveKit.RemoteTrack, publication: LiveKit.RemoteTrackPublication): boolean;
  onEncryptedData(room: LiveKit.Room, opened: object, listener: DataListener): () => void;
  sendEncryptedData(
    room: LiveKit.Room,
    payload: Uint8Array,
    options: LiveKit.DataPublishOptions,
  ): Promise<void>;
  watchUnreadable(room: LiveKit.Room, onUnreadable: (admissionId: string) => void): () => void;
};
const { LiveKit: LK, ...Peal } = (window as unknown as { Product: Product }).Product;

/**
 * `peal`: as calls do it. `unguarded`: Peal's keys and worker, but nobody ever enabled anything. `own-worker`: the same with LiveKit's worker
 * as it is. `plain`: no encryption. `spy`: no keys; it keeps what arrives, as the SFU could.
 */
export type Way = "peal" | "unguarded" | "own-worker" | "plain" | "spy";
export type Join = { url: string; token: string; identity: string; way: Way; playsAll?: boolean };
export type Received = { frames: number; samples: number; energy: number };
type Dumped = { kind: "audio" | "video"; type: string; data: ArrayBuffer };

const dumped: Dumped[] = [];
const posted: { kind: string; data?: Record<string, unknown> }[] = [];
const errors: string[] = [];
/** Data packets: all that LiveKit hands on, and those that Peal takes. */
const handedOn: { text: string; encryptionType: number | undefined; from: string | undefined }[] = [];
const taken: string[] = [];
const unreadable: string[] = [];
let subscriptions = 0;
let reconnections = 0;
let room: LiveKit.Room | undefined;
let keys: FrameKeys | undefined;
let encryption: Encryption | undefined;

const bytesOf = async (seed: string) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(seed)));

function openRoom(way: Way, identity: string): LiveKit.Room {
  if (way === "plain" || way === "spy") return new LK.Room();
  keys ??= new Peal.FrameKeys(identity);
  encryption = Peal.frameEncryption(keys);
  const { worker } = encryption.encryption;
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message: (typeof posted)[number], transfer?: any) => {
    posted.push(message);
    post(message, transfer);
  };
  if (way !== "own-worker")
    return new LK.Room({
      dynacast: true,
      singlePeerConnection: !isFirefox(),
      encryption: encryption.encryption,
    });
  const { keyProvider } = encryption.encryption;
  return new LK.Room({ encryption: { keyProvider, worker: new Worker("/livekit-worker.js") } });
}

const isFirefox = () => navigator.userAgent.includes("Firefox");

function dump(track: LiveKit.RemoteTrack): void {
  const receiver = track.receiver as unknown as {
    createEncodedStreams(): { readable: ReadableStream; writable: WritableStream };
  };
  const reader = receiver.createEncodedStreams().readable.getReader();
  const pump = async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      if (value.data.byteLength === 0) continue;
      const type = track.kind === "video" ? value.type : "audio";
      dumped.push({ kind: track.kind as Dumped["kind"], type, data: value.data.slice(0) });
    }
  };
  void pump();
}

async function join({ url, token, identity, way, playsAll = false }: Join): Promise<void> {
  const made = openRoom(way, identity);
  room = made;
  if (way === "peal") await encryption?.guard(made);
  made
    .on(LK.RoomEvent.EncryptionError, (error) => errors.push(error.message))
    .on(LK.RoomEvent.DataReceived, (payload, from, _kind, _topic, encryptionType) =>
      handedOn.push({ text: new TextDecoder().decode(payload), encryptionType, from: from?.identity }),
    )
    .on(LK.RoomEvent.Reconnected, () => reconnections++)
    .on(LK.RoomEvent.TrackSubscribed, (track, publication) => {
      subscriptions++;
      if (way === "spy") return dump(track);
      if (way === "peal" && !playsAll && !Peal.mayPlay(track, publication)) return;
      const element = track.attach();
      element.dataset.of = track.sid;
      document.body.append(element);
    });
  if (way === "peal" && encryption) {
    Peal.onEncryptedData(made, encryption.opened, (payload) => taken.push(new TextDecoder().decode(payload)));
    Peal.watchUnreadable(made, (identity) => unreadable.push(identity));
  }
  const rtcConfig = way === "spy" ? ({ encodedInsertableStreams: true } as RTCConfiguration) : {};
  await made.connect(url, token, { rtcConfig });
}

type Kinds = { audio?: boolean; video?: boolean };
type Share = { videoCodec: "vp8" | "vp9"; scalabilityMode?: LiveKit.ScalabilityMode };

async function publish(kinds: Kinds, options: LiveKit.TrackPublishOptions = {}): Promise<void> {
  const me = room?.localParticipant;
  const tracks = await LK.createLocalTracks(kinds);
  if (me) await Promise.all(tracks.map((track) => me.publishTrack(track, options)));
}

/** Publishes a moving picture as a screen share. */
async function share(options: Share): Promise<void> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1280, 720];
  const context = canvas.getContext("2d");
  let step = 0;
  setInterval(() => {
    if (!context) return;
    context.fillStyle = `hsl(${step++ % 360} 80% 50%)`;
    context.fillRect((step * 7) % 1200, (step * 5) % 640, 80, 80);
  }, 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  const source = LK.Track.Source.ScreenShare;
  if (track) await room?.localParticipant.publishTrack(track, { source, backupCodec: false, ...options });
}

/** What was decoded of somebody so far. */
async function received(identity: string): Promise<Received> {
  const sum: Received = { frames: 0, samples: 0, energy: 0 };
  for (const publication of room?.remoteParticipants.get(identity)?.trackPublications.values() ?? []) {
    const report = await publication.track?.getRTCStatsReport();
    report?.forEach((row: Record<string, any>) => {
      if (row.type !== "inbound-rtp") return;
      sum.frames += row.framesDecoded ?? 0;
      sum.samples += (row.totalSamplesReceived ?? 0) - (row.concealedSamples ?? 0);
      sum.energy += row.totalAudioEnergy ?? 0;
    });
  }
  return sum;
}

/** Rows of the receivers' statistics of somebody's picture: its codec and its height. */
async function picture(identity: string): Promise<{ codec: string; height: number }> {
  let found = { codec: "", height: 0 };
  for (const publication of room?.remoteParticipants.get(identity)?.trackPublications.values() ?? []) {
    const rows: Record<string, any>[] = [];
    (await publication.track?.getRTCStatsReport())?.forEach((row) => rows.push(row));
    for (const row of rows) {
      if (row.type !== "inbound-rtp" || row.kind !== "video") continue;
      const codec = rows.find((one) => one.id === row.codecId)?.mimeType ?? "";
      found = { codec, height: row.frameHeight ?? 0 };
    }
  }
  return found;
}

/** LiveKit's way from 32 bytes to the AES key of frames, and from a frame to what is in it; written anew, to judge LiveKit's. */
async function opens({ type, data }: Dumped, secrets: Map<number, CryptoKey>): Promise<boolean> {
  const frame = new Uint8Array(data);
  const header = ({ key: 10, delta: 3, audio: 1 } as Record<string, number>)[type] ?? 0;
  const [ivLength, keyId] = [frame.at(-2) ?? 0, frame.at(-1) ?? 0];
  const key = secrets.get(keyId);
  const end = frame.byteLength - 2 - ivLength;
  if (!key || ivLength !== 12 || end <= header) return false;
  const iv = frame.subarray(end, end + ivLength);
  const additionalData = frame.subarray(0, header);
  return await crypto.subtle
    .decrypt({ name: "AES-GCM", iv, additionalData }, key, frame.subarray(header, end))
    .then(
      () => true,
      () => false,
    );
}

async function secretOf(seed: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", await bytesOf(seed), "HKDF", false, ["deriveKey"]);
  const salt = new TextEncoder().encode("LKFrameEncryptionKey");
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array(128) };
  return await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
}

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** Of all frames that a spy has kept: how many there are, and how many are not proven to be encrypted under these keys; the first of those. */
async function judged(seeds: Record<number, string>) {
  const secrets = new Map<number, CryptoKey>();
  for (const [keyId, seed] of Object.entries(seeds)) secrets.set(Number(keyId), await secretOf(seed));
  const count = { audio: 0, video: 0, keyFrames: 0, unproven: 0, first: undefined as string | undefined };
  const frames = dumped.slice();
  for (const frame of frames) {
    count[frame.kind]++;
    if (frame.type === "key") count.keyFrames++;
    if (await opens(frame, secrets)) continue;
    count.unproven++;
    count.first ??= `${frame.type} of ${frame.data.byteLength}: ${hex(frame.data.slice(0, 14))} … ${hex(frame.data.slice(-16))}`;
  }
  return count;
}

const lab = {
  join,
  publish,
  share,
  received,
  picture,
  judged,
  canEncrypt: async () => Peal.canEncrypt(),
  setKey: async (of: string, keyId: number, seed: string) => await keys?.set(of, keyId, await bytesOf(seed)),
  useKey: async (keyId: number) => await keys?.use(keyId),
  forgetKey: async (of: string, keyId: number) => await keys?.forget(of, keyId),
  /** Before a room there may be keys. */
  makeKeys: async (identity: string) => {
    keys = new Peal.FrameKeys(identity);
  },
  errors: async () => errors,
  handedOn: async () => handedOn,
  taken: async () => taken,
  unreadable: async () => unreadable,
  subscriptions: async () => subscriptions,
  sendEncrypted: async (text: string) => {
    if (room) await Peal.sendEncryptedData(room, new TextEncoder().encode(text), { reliable: true });
  },
  /** As somebody does who is not encrypted, or a server that makes packets up. */
  sendPlain: async (text: string) =>
    await room?.localParticipant.publishData(new TextEncoder().encode(text), { reliable: true }),
  /** As if this browser could not put a cryptor in: LiveKit only logs that. */
  breakSenders: async () => {
    Object.assign(RTCRtpSender.prototype, {
      createEncodedStreams() {
        throw new DOMException("Too late to create encoded streams", "InvalidStateError");
      },
    });
  },
  isEncrypting: async () => room?.isE2EEEnabled ?? false,
  /** Loses the connection so that everything is set up anew. */
  reconnect: async () => await room?.simulateScenario("full-reconnect"),
  reconnections: async () => reconnections,
  /** Tracks that are shown or heard here, of whoever. */
  attached: async () => document.querySelectorAll("video, audio").length,
  leave: async () => {
    await room?.disconnect();
    encryption?.close();
  },
  dropDumped: async () => void dumped.splice(0),
  /** Takes the track away from its cryptor, as faults of LiveKit have done. */
  loseCryptors: async (identity: string) => {
    for (const { track } of room?.remoteParticipants.get(identity)?.trackPublications.values() ?? []) {
      const data = { participantIdentity: identity, trackId: track?.mediaStreamID };
      encryption?.encryption.worker.postMessage({ kind: "removeTransform", data }, []);
    }
  },
  wantQuality: async (identity: string, isHigh: boolean) => {
    for (const publication of room?.remoteParticipants.get(identity)?.videoTrackPublications.values() ?? [])
      publication.setVideoQuality(isHigh ? LK.VideoQuality.HIGH : LK.VideoQuality.LOW);
  },
  /** How often a message of this kind was posted to the worker, and with what. */
  posted: async (kind: string) =>
    posted
      .filter((message) => message.kind === kind)
      .map(({ data }) => ({
        identity: data?.participantIdentity as string | undefined,
        keyId: data?.keyIndex as number | undefined,
        isCurrent: data?.updateCurrentKeyIndex as boolean | undefined,
        isEnabled: data?.enabled as boolean | undefined,
      })),
  forgetPosted: async () => void posted.splice(0),
};
export type Lab = typeof lab;
(window as unknown as { lab: Lab }).lab = lab;
