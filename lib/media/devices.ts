/** The microphones, cameras and speakers of this machine; empty where the browser tells none. */
export async function listDevices(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return (devices ?? []).filter((device) => device.deviceId !== "");
}
