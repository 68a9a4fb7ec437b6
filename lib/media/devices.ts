/** The microphones, cameras and speakers of this machine; empty where the browser tells none. */
export async function listDevices(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return (devices ?? []).filter((device) => device.deviceId !== "");
}

/** A device's own name: Chromium names the usual one "Default - …" or "Communications - …" before it. */
export const nameOf = (label: string): string => label.replace(/^(default|communications) - /i, "");
