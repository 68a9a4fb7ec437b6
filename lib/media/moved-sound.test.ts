import { type Room, Track } from "livekit-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MovedSound } from "./moved-sound";

/** A room in which "phone" sends a microphone, of which so many samples were played. */
function roomWith(sound: { emitted: number; isMuted: boolean }): Room {
  const getRTCStatsReport = async () =>
    new Map([["a", { type: "inbound-rtp", jitterBufferEmittedCount: sound.emitted }]]);
  const publication = {
    get isMuted() {
      return sound.isMuted;
    },
    track: { getRTCStatsReport },
  };
  const phone = {
    getTrackPublication: (source: Track.Source) =>
      source === Track.Source.Microphone ? publication : undefined,
  };
  return { remoteParticipants: new Map([["phone", phone]]) } as unknown as Room;
}

describe("R8 the sound of a device that a call was moved from", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is heard until the next one's is, and comes in no longer than 500 ms", async () => {
    const sound = { emitted: 900, isMuted: true };
    const onChange = vi.fn();
    const moved = new MovedSound(roomWith(sound), onChange);
    moved.moved("laptop", "phone");
    await vi.advanceTimersByTimeAsync(60);
    // What comes of a muted microphone is silence.
    sound.emitted += 480;
    await vi.advanceTimersByTimeAsync(40);
    expect(moved.isHeard("laptop")).toBe(true);
    sound.isMuted = false;
    await vi.advanceTimersByTimeAsync(60);
    // Told to be on, with nothing played yet.
    expect(moved.isHeard("laptop")).toBe(true);
    sound.emitted += 480;
    await vi.advanceTimersByTimeAsync(40);
    expect(moved.isHeard("laptop")).toBe(false);
    expect(moved.has("laptop")).toBe(true);
    await vi.advanceTimersByTimeAsync(400);
    expect(moved.has("laptop")).toBe(false);
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it("ends after 500 ms where the next one stays muted", async () => {
    const moved = new MovedSound(roomWith({ emitted: 0, isMuted: true }), () => {});
    moved.moved("laptop", "phone");
    await vi.advanceTimersByTimeAsync(480);
    expect(moved.isHeard("laptop")).toBe(true);
    await vi.advanceTimersByTimeAsync(30);
    expect(moved.isHeard("laptop")).toBe(false);
    expect(moved.has("laptop")).toBe(false);
  });

  it("is nobody's former sound any more when the call comes back to it", async () => {
    const moved = new MovedSound(roomWith({ emitted: 0, isMuted: true }), () => {});
    moved.moved("laptop", "phone");
    moved.moved("phone", "laptop");
    expect(moved.has("laptop")).toBe(false);
    expect(moved.has("phone")).toBe(true);
    moved.close();
    expect(moved.has("phone")).toBe(false);
  });
});
