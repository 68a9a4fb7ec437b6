import { type RoomOptions, VideoPreset, VideoPresets } from "livekit-client";

// Simulcast layers of a camera: 180p15 at most 200 kbit/s, 360p30 at 600, 720p30 at 1,500 on top.
const low = new VideoPreset(320, 180, 200_000, 15);
const middle = new VideoPreset(640, 360, 600_000, 30);

/** How every room is set up: layers, adaptive stream, Opus with DTX; the SFU's own STUN and TURN only. */
export const roomOptions: RoomOptions = {
  adaptiveStream: true,
  dynacast: true,
  disconnectOnPageLeave: true,
  stopLocalTrackOnUnpublish: true,
  audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  videoCaptureDefaults: { resolution: VideoPresets.h720.resolution },
  publishDefaults: {
    videoCodec: "vp8",
    simulcast: true,
    videoSimulcastLayers: [low, middle],
    videoEncoding: { maxBitrate: 1_500_000, maxFramerate: 30 },
    screenShareEncoding: { maxBitrate: 4_000_000, maxFramerate: 30 },
    dtx: true,
    red: true,
    stopMicTrackOnMute: false,
  },
};
