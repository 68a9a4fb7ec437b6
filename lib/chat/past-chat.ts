import { KeyRing } from "./key-ring";
import { Opener } from "./opener";
import { ownBox } from "./own-part";
import { type Line, linesOf } from "./transcript";

/** A call that is over, and who this person was in it. */
export type PastCallOf = { callId: string; me: string; isEncrypted: boolean };

/** What was written in a call that is over, as far as this device has the keys. Rejects as the API does. */
export async function readPastChat({ callId, me, isEncrypted }: PastCallOf): Promise<Line[]> {
  const box = isEncrypted ? await ownBox() : null;
  const opener = new Opener(callId, box && new KeyRing(callId, me, box.keys, box.boxKey));
  while (await opener.readPage());
  await opener.openAll();
  return linesOf(opener.messages, me);
}
