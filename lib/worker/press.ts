import { pushData } from "../../server/push/contract";
import { post } from "./ask";
import { openPath } from "./open";

/** What becomes of a pressed notification: Decline declines without a page, everything else leads to one. */
export async function answerPress(event: NotificationEvent): Promise<void> {
  const { notification, action } = event;
  notification.close();
  const parsed = pushData.safeParse(notification.data);
  if (!parsed.success) return await openPath("/");
  const data = parsed.data;
  if (data.kind === "test") return await openPath("/settings");
  if (data.kind === "knock" || data.kind === "reminder") return await openPath(`/${data.slug}`);
  if (data.kind === "running" || data.kind === "asked") return await openPath(`/call/${data.callId}/move`);
  if (data.kind !== "ring") return await openPath("/history");
  const call = `/call/${data.callId}`;
  if (action !== "decline") return await openPath(action === "answer" ? `${call}#answer` : call);
  const { callId, nonce } = data;
  const isDone = await post("push.decline", { callId, nonce });
  // No network, or nobody signed in: the ringing call itself is where it can be declined.
  if (!isDone) await openPath(call);
}
