import { type Room, Track } from "livekit-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveCall, Participant } from "@/server/live/contract";
import { StandbySeen } from "./standby-seen";

const seen = vi.hoisted(() =>
  vi.fn<(of: { callId: string; admissionId: string }) => Promise<void>>(async () => {}),
);
vi.mock("@/lib/api/client", () => ({ api: { handoff: { seen: { mutate: seen } } } }));

/** `tiles`: how far the element of each is. */
type Sent = { isMuted: boolean; frames: number; isSubscribed: boolean; tiles?: number[] };
const publicationOf = ({ isMuted, frames, isSubscribed, tiles = [4] }: Sent) => ({
  isMuted,
  isEncrypted: false,
  track: isSubscribed
    ? {
        getRTCStatsReport: async () => new Map([["v", { type: "inbound-rtp", framesDecoded: frames }]]),
        attachedElements: tiles.map((readyState) => ({ readyState })),
      }
    : undefined,
});

/** What comes in of the device that takes the call; changed while a test runs. */
let sent: { camera?: Sent; microphone?: Sent } | null = null;
/** Whether the device that has the call shows a picture. */
let isShowing = false;
/** How many tracks it sends, muted ones too. */
let frontTracks = 0;
let hasKey = true;

function roomOf(): Room {
  const get = (id: string) => {
    const front = { camera: { isMuted: !isShowing, frames: 9, isSubscribed: true }, microphone: undefined };
    const of = id === "a" ? front : sent;
    if (!of) return undefined;
    const { camera, microphone } = of;
    const from = (source: Track.Source) => (source === Track.Source.Camera ? camera : microphone);
    const getTrackPublication = (source: Track.Source) => {
      const one = from(source);
      return one && publicationOf(one);
    };
    return { getTrackPublication, trackPublications: { size: frontTracks } };
  };
  return { remoteParticipants: { get } } as unknown as Room;
}

const part = (changes: Partial<Participant>): Participant =>
  ({ isMe: false, isPresent: true, isHeld: false, besides: [], admissionId: "a", ...changes }) as Participant;
const callOf = (participants: Participant[], role: LiveCall["role"] = "active"): LiveCall =>
  ({ callId: "call", role, participants }) as LiveCall;
const moving = callOf([
  part({ isMe: true, admissionId: "mine" }),
  part({ besides: [{ admissionId: "phone", role: "standby" }] }),
]);
const mine = { admissionId: "mine", isSending: true };

describe("R8 the acknowledgement of a device that takes a call", () => {
  let watch: StandbySeen;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("document", { hidden: false });
    vi.stubGlobal("HTMLMediaElement", { HAVE_CURRENT_DATA: 2 });
    seen.mockClear();
    [sent, hasKey, isShowing, frontTracks] = [null, true, false, 0];
    watch = new StandbySeen(() => ({ room: roomOf(), isEncrypted: false, canRead: () => hasKey }));
  });
  afterEach(() => {
    watch.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("waits for a decoded frame, and is given once", async () => {
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(200);
    sent = { camera: { isMuted: false, frames: 0, isSubscribed: true } };
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).not.toHaveBeenCalled();
    sent = { camera: { isMuted: false, frames: 1, isSubscribed: true } };
    await vi.advanceTimersByTimeAsync(200);
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(200);
    expect(seen.mock.calls).toEqual([[{ callId: "call", admissionId: "phone" }]]);
  });

  it("waits a moment longer for the tile to have that frame, so that it can be shown at once", async () => {
    sent = { camera: { isMuted: false, frames: 3, isSubscribed: true, tiles: [0] } };
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen).not.toHaveBeenCalled();
    sent.camera = { isMuted: false, frames: 3, isSubscribed: true, tiles: [2] };
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toHaveBeenCalledOnce();
  });

  it("waits for no tile where there is none", async () => {
    sent = { camera: { isMuted: false, frames: 3, isSubscribed: true, tiles: [] } };
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(200);
    expect(seen).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toHaveBeenCalledOnce();
  });

  it("waits for who has announced nothing yet as long as the device in front sends something, and not for ever", async () => {
    sent = {};
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).toHaveBeenCalledOnce();
    seen.mockClear();
    watch.follow(callOf([part({})]), mine);
    frontTracks = 1;
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).toHaveBeenCalledOnce();
  });

  it("is not given of a device that has moved while it was looked at", async () => {
    sent = { camera: { isMuted: false, frames: 3, isSubscribed: true } };
    watch.follow(moving, mine);
    vi.advanceTimersByTime(30);
    watch.follow(callOf([part({ admissionId: "phone" })]), mine);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).not.toHaveBeenCalled();
  });

  it("is given again where it did not arrive", async () => {
    seen.mockRejectedValueOnce(new Error("no network"));
    sent = { camera: { isMuted: false, frames: 1, isSubscribed: true } };
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(200);
    expect(seen).toHaveBeenCalledTimes(2);
  });

  it("is given for sound alone once it is subscribed and no picture has come", async () => {
    sent = { microphone: { isMuted: true, frames: 0, isSubscribed: false } };
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).not.toHaveBeenCalled();
    sent = { microphone: { isMuted: true, frames: 0, isSubscribed: true } };
    await vi.advanceTimersByTimeAsync(200);
    expect(seen).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toHaveBeenCalledOnce();
  });

  it("waits longer for the picture of a device that takes over from one that shows a picture, and not for ever", async () => {
    isShowing = true;
    sent = { microphone: { isMuted: false, frames: 0, isSubscribed: true } };
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen).not.toHaveBeenCalled();
    sent.camera = { isMuted: false, frames: 1, isSubscribed: true };
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toHaveBeenCalledOnce();
    seen.mockClear();
    watch.follow(callOf([part({})]), mine);
    sent = { microphone: { isMuted: false, frames: 0, isSubscribed: true } };
    watch.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(seen).toHaveBeenCalledOnce();
  });

  it("is never given while its key is missing, with the call encrypted", async () => {
    hasKey = false;
    const encrypted = new StandbySeen(() => ({ room: roomOf(), isEncrypted: true, canRead: () => hasKey }));
    sent = { microphone: { isMuted: true, frames: 0, isSubscribed: true } };
    encrypted.follow(moving, mine);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen).not.toHaveBeenCalled();
    hasKey = true;
    await vi.advanceTimersByTimeAsync(400);
    expect(seen).toHaveBeenCalledOnce();
    encrypted.close();
  });

  it("is given by the device itself where nobody else is there, once it sends", async () => {
    const me = part({
      isMe: true,
      admissionId: "laptop",
      besides: [{ admissionId: "mine", role: "standby" }],
    });
    const away = part({ admissionId: "b", isPresent: false });
    watch.follow(callOf([me, away], "standby"), { ...mine, isSending: false });
    expect(seen).not.toHaveBeenCalled();
    watch.follow(callOf([me, part({})], "standby"), mine);
    expect(seen).not.toHaveBeenCalled();
    watch.follow(callOf([me, away], "standby"), mine);
    expect(seen.mock.calls).toEqual([[{ callId: "call", admissionId: "mine" }]]);
  });

  it("is not given for a second screen", async () => {
    sent = { camera: { isMuted: false, frames: 9, isSubscribed: true } };
    watch.follow(callOf([part({ besides: [{ admissionId: "phone", role: "companion" }] })]), mine);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).not.toHaveBeenCalled();
  });
});
