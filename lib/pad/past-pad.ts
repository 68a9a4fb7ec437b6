import { Refusal, type Trouble } from "@/lib/api/problem-of";
import { api } from "@/lib/api/client";
import { KeyRing } from "@/lib/chat/key-ring";
import { ownBox } from "@/lib/chat/own-part";
import type { PastCallOf } from "@/lib/chat/past-chat";
import { Pad, type PadState } from "./pad";

/**
 * The notes of a call that is over, as far as this device has the keys. There is nobody who could be asked for others. Rejects as the API
 * does.
 */
export async function readPastPad({ callId, me, isEncrypted }: PastCallOf): Promise<PadState> {
  const box = isEncrypted ? await ownBox() : null;
  const ring = box && new KeyRing(callId, me, box.keys, box.boxKey, "pad");
  const server = { write: api.chat.writePad.mutate, since: api.chat.padSince.query };
  const pad = new Pad({ callId, me, server, ring, talk: null });
  try {
    return await settled(pad);
  } finally {
    pad.close();
  }
}

const errorOf = (trouble: Trouble): Error =>
  trouble.code === "offline" ? new TypeError("Peal cannot be reached") : new Refusal(trouble);

const settled = (pad: Pad): Promise<PadState> =>
  new Promise((resolve, reject) => {
    const look = () => {
      const { value } = pad.state;
      if (value.trouble) reject(errorOf(value.trouble));
      else if (value.isReady) resolve(value);
    };
    pad.state.subscribe(look);
    look();
  });
