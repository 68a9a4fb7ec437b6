import { type Message, MOST_MESSAGE_BYTES, type SignedMessage, signedMessage } from "@/server/e2ee/contract";
import { utf8 } from "./bytes";
import { canonical } from "./canonical";
import { isSigned } from "./crypto";

/** Signs a message with the device's identity. */
export async function signMessage(
  body: Message,
  sign: (bytes: Uint8Array) => Promise<string>,
): Promise<SignedMessage> {
  return { body, signature: await sign(utf8(canonical(body))) };
}

/** Whether the key has signed this message. */
export const isSignedBy = async (key: CryptoKey, { body, signature }: SignedMessage): Promise<boolean> =>
  await isSigned(key, utf8(canonical(body)), signature);

/** A message in its right shape; or why it is dropped. */
export function readMessage(message: unknown): SignedMessage | "malformed" | "oversized" {
  try {
    if (utf8(JSON.stringify(message) ?? "").length > MOST_MESSAGE_BYTES) return "oversized";
  } catch {
    return "malformed";
  }
  const read = signedMessage.safeParse(message);
  return read.success ? read.data : "malformed";
}
