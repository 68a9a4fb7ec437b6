import {
  type RoomOptions,
  type ScreenShareCaptureOptions,
  ScreenSharePresets,
  type TrackPublishDefaults,
  VideoPreset,
} from "livekit-client";
import { type DeviceChoice, readChoice } from "./choice";

type Quality = NonNullable<DeviceChoice["quality"]>;
type Layers = { low: VideoPreset; middle: VideoPreset; high: VideoPreset };

// Simulcast layers of a camera (M1): 180p15 at most 200 kbit/s, 360p30 at 600, 720p30 at 1,500 on top.
const low = new VideoPreset(320, 180, 200_000, 15);
const middle = new VideoPreset(640, 360, 600_000, 30);
const usual: Layers = { low, middle, high: new VideoPreset(1280, 720, 1_500_000, 30) };
const fullHd = new VideoPreset(1920, 1080, 2_500_000, 30);
// A screen goes before cameras. Its small layer is for lines that do not bear the other: text stays legible, and moves slowly.
const fullScreen = new VideoPreset(1920, 1080, 4_000_000, 30, "high");
const smallScreen = new VideoPreset(1280, 720, 400_000, 5, "high");
const layers: Record<Quality, Layers> = {
  auto: usual,
  saver: usual,
  "1080p": { low, middle, high: fullHd },
  "4k": { low: middle, middle: fullHd, high: new VideoPreset(3840, 2160, 8_000_000, 30) },
};

const chosen = () => layers[readChoice().quality ?? "auto"];

/** The most that each layer of a camera takes, in kbit/s. */
export function pictureRates(quality: Quality): { low: number; middle: number; high: number } {
  const rate = (layer: VideoPreset) => layer.encoding.maxBitrate / 1000;
  const { low: least, middle: half, high: most } = layers[quality];
  return { low: rate(least), middle: rate(half), high: rate(most) };
}

/** What the camera is asked for: as much as was chosen. A camera that has less gives what it has. */
export const pictureSize = () => chosen().high.resolution;

/** How a camera is published, as it was chosen. */
export function picturePublishing(): TrackPublishDefaults {
  const { low: least, middle: half, high: most } = chosen();
  return { videoSimulcastLayers: [least, half], videoEncoding: most.encoding };
}

/** How every room is set up: layers, adaptive stream, Opus with DTX; the SFU's own STUN and TURN only. */
export const roomOptions = (): RoomOptions => ({
  adaptiveStream: true,
  dynacast: true,
  disconnectOnPageLeave: true,
  stopLocalTrackOnUnpublish: true,
  audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  videoCaptureDefaults: { resolution: pictureSize() },
  publishDefaults: {
    ...picturePublishing(),
    videoCodec: "vp8",
    simulcast: true,
    screenShareEncoding: fullScreen.encoding,
    screenShareSimulcastLayers: [smallScreen],
    audioPreset: { maxBitrate: 32_000, priority: "high" },
    dtx: true,
    red: true,
    stopMicTrackOnMute: false,
  },
});

/** How a screen is captured: up to 1080p30, sharp rather than fluent, with the sound of a tab. */
export const screenCapture = (): ScreenShareCaptureOptions => ({
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    // Without it the others would hear themselves in what this machine plays.
    restrictOwnAudio: true,
  },
  resolution: ScreenSharePresets.h1080fps30.resolution,
  contentHint: "detail",
  surfaceSwitching: "include",
  selfBrowserSurface: "exclude",
  systemAudio: canLeaveOwnSoundOut() ? "include" : "exclude",
});

/** Only then may all that a machine plays be shared: the call's own sound is not in it. */
const canLeaveOwnSoundOut = () => "restrictOwnAudio" in navigator.mediaDevices.getSupportedConstraints();
