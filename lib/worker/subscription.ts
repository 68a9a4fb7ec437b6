import * as z from "zod/mini";
import { ask, post } from "./ask";
import { worker } from "./scope";

type Change = ExtendableEvent & { newSubscription?: PushSubscription | null };
const state = z.object({ key: z.string() });

/** The browser has dropped the subscription: a new one is made, and the server told, while Peal is closed. */
export async function keepSubscription(event: Change): Promise<void> {
  const parsed = state.safeParse(await ask("push.state"));
  if (!parsed.success) return;
  const made =
    event.newSubscription ??
    (await worker.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: parsed.data.key,
    }));
  const { endpoint, keys } = made.toJSON();
  await post("push.subscribe", { endpoint, keys });
}
