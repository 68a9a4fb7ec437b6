import { api } from "@/lib/api/client";
import { ownDevice, refreshOwnDevice } from "./device";

/** Makes this device the root, where all that were confirmed are lost: everybody sees another safety number. Rejects as the API does. */
export async function startOver(userId: string): Promise<void> {
  const { version } = await ownDevice(userId);
  await api.identity.resetRoot.mutate({ version });
  await refreshOwnDevice(userId);
}
