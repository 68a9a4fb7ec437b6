import { beforeEach, describe, expect, it, vi } from "vitest";
import { Preview } from "./preview";

type Fake = { kind: string; stop: () => void; mediaStreamTrack: { readyState: string } };
const refused = vi.hoisted(() => ({ microphone: false }));
const made = vi.hoisted((): unknown[] => []);

vi.mock("livekit-client", () => ({ Track: { Kind: { Audio: "audio", Video: "video" } } }));
vi.mock("./choice", () => ({ rememberChoice: vi.fn() }));
vi.mock("./devices", () => ({ listDevices: async () => [{ deviceId: "x", kind: "audioinput" }] }));
vi.mock("./capture", () => {
  const make = (kind: string): Fake => {
    const mediaStreamTrack = { readyState: "live" };
    const track = { kind, mediaStreamTrack, stop: () => (mediaStreamTrack.readyState = "ended") };
    made.push(track);
    return track;
  };
  const isLive = (track: Fake) => track.mediaStreamTrack.readyState === "live";
  const release = (tracks: Fake[]) => tracks.forEach((track) => track.stop());
  return {
    release,
    completeTracks: async (early: Fake[], wanted: { microphone: boolean; camera: boolean }) => {
      const wants = (kind: string) => (kind === "audio" ? wanted.microphone : wanted.camera);
      release(early.filter((track) => !wants(track.kind)));
      const tracks = early.filter(isLive);
      const isNew = (kind: string) => wants(kind) && !tracks.some((track) => track.kind === kind);
      const isRefused = isNew("audio") && refused.microphone;
      if (isNew("audio") && !isRefused) tracks.push(make("audio"));
      if (isNew("video")) tracks.push(make("video"));
      return { tracks, trouble: isRefused ? { microphone: "denied" } : {} };
    },
  };
});

const opened = async (wanted: { microphone: boolean; camera: boolean }) => {
  const preview = new Preview(wanted);
  preview.open();
  await settled(preview);
  return preview;
};
const settled = (preview: Preview) => vi.waitFor(() => expect(preview.state.value.isOpening).toBe(false));
const states = (tracks: unknown[]) => (tracks as Fake[]).map((one) => one.mediaStreamTrack.readyState);

beforeEach(() => {
  refused.microphone = false;
});

describe("R8 the look at oneself before a call moves", () => {
  it("opens what is wanted and nothing else", async () => {
    const { state } = await opened({ microphone: true, camera: false });
    expect(state.value).toMatchObject({ camera: null, wanted: { microphone: true, camera: false } });
    expect(state.value.devices).toHaveLength(1);
  });

  it("says what could not be had, and does not promise to send it; the next press tries again", async () => {
    refused.microphone = true;
    const preview = await opened({ microphone: true, camera: true });
    expect(preview.state.value.trouble).toEqual({ microphone: "denied" });
    expect(preview.state.value.wanted).toEqual({ microphone: false, camera: true });
    // What else changes leaves the words.
    preview.want("camera", false);
    await settled(preview);
    expect(preview.state.value.trouble.microphone).toBe("denied");
    refused.microphone = false;
    preview.want("microphone", true);
    await settled(preview);
    expect(preview.state.value.trouble.microphone).toBeUndefined();
    expect(preview.state.value.wanted.microphone).toBe(true);
  });

  it("ends the camera when it is turned off, and opens another one that is chosen", async () => {
    const preview = await opened({ microphone: false, camera: true });
    const first = preview.state.value.camera;
    preview.choose("camera", "other");
    await settled(preview);
    expect(preview.state.value.camera).not.toBe(first);
    expect(states([first])).toEqual(["ended"]);
    const second = preview.state.value.camera;
    preview.want("camera", false);
    await settled(preview);
    expect(preview.state.value.camera).toBeNull();
    expect(states([second])).toEqual(["ended"]);
  });

  it("ends everything with the screen, but for what the call took over", async () => {
    const left = await opened({ microphone: true, camera: true });
    const camera = left.state.value.camera;
    left.close();
    expect(states([camera])).toEqual(["ended"]);
    const taken = await opened({ microphone: true, camera: true });
    const tracks = taken.handOver();
    taken.close();
    expect(states(tracks)).toEqual(["live", "live"]);
  });

  it("ends what opens after the screen has gone", async () => {
    const preview = new Preview({ microphone: false, camera: true });
    made.length = 0;
    preview.open();
    await Promise.resolve();
    preview.close();
    await new Promise((resume) => setTimeout(resume));
    expect(states(made)).toEqual(["ended"]);
    expect(preview.state.value.camera).toBeNull();
  });
});
