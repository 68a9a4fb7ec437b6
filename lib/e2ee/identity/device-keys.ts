import { boxKeyStatement } from "@/lib/pure/statement";
import { toBase64url } from "../bytes";
import { ECDSA, signText } from "./signing";
import { type KeptDevice, readDevice, updateDevice } from "./store";

const ECDH = { name: "ECDH", namedCurve: "P-256" } as const;

const raw = async (key: CryptoKey) => toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", key)));

/** Two fresh pairs of keys: ECDSA P-256 to sign with, ECDH P-256 to be sealed to (HPKE). Their private halves cannot be exported. */
const makePairs = () =>
  Promise.all([
    crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]),
    crypto.subtle.generateKey(ECDH, false, ["deriveBits"]),
  ]);

let spare: ReturnType<typeof makePairs> | null = null;

/** The pair to sign with that the next person or guest of this browser gets who has none. */
export async function nextIdentity(): Promise<Pick<KeptDevice, "identity" | "identityKey">> {
  spare ??= makePairs();
  const [identity] = await spare;
  return { identity, identityKey: await raw(identity.publicKey) };
}

/** Makes keys for whoever this browser will be: at a meeting's door nobody is anybody yet, and going in would wait for them. */
export function prepareKeys(): void {
  spare ??= makePairs();
  // Opening the store takes as long.
  readDevice("").catch(() => {});
}

async function makeDevice(userId: string): Promise<KeptDevice> {
  const made = spare ?? makePairs();
  spare = null;
  const [identity, box] = await made;
  const [identityKey, boxKey] = await Promise.all([raw(identity.publicKey), raw(box.publicKey)]);
  const boxSignature = await signText(identity.privateKey, boxKeyStatement({ userId, identityKey, boxKey }));
  return {
    userId,
    identity,
    identityKey,
    box,
    boxKey,
    boxSignature,
    certificates: [],
    secret: null,
    isPublished: false,
  };
}

/** This browser's keys for a person, made where there are none: two tabs that make them at once keep the same ones. */
export async function keptDevice(userId: string): Promise<KeptDevice> {
  const kept = await readDevice(userId);
  if (kept) return kept;
  const made = await makeDevice(userId);
  return (await updateDevice(userId, (other) => (other ? undefined : made))) ?? made;
}
