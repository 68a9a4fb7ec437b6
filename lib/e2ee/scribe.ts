import type { Announce, Message, SignedMessage } from "@/server/e2ee/contract";
import type { KeyReason } from "./agreement/state";
import { type Bytes, randomBytes, toBase64url } from "./bytes";
import type { CodeMember } from "./code";
import { commitmentTo, fingerprintOf, linkMac } from "./crypto";
import { signMessage } from "./envelope";
import { newAdmissionKeys, publicPart, wrapKey } from "./hpke";
import type { Peer } from "./peers";
import type { CallSecurityOptions } from "./session-shapes";

type Unaddressed<One> = One extends unknown ? Omit<One, "callId" | "from" | "number"> : never;
/** What is said, without by whom. */
export type Body<Type extends Message["type"] = Exclude<Message["type"], "announce">> = Unaddressed<
  Extract<Message, { type: Type }>
>;
type Own = { keys: CryptoKeyPair; nonce: Bytes; linkSecret: Bytes | null; fingerprint: string };
type KeyToWrap = { generation: number; advance: number; key: Bytes; rosterHash: string; reason: KeyReason };

const NONCE_BYTES = 16;

/** Writes and signs what one admission says, each with a number of its own. */
export class Scribe {
  /** The ANNOUNCE has 0. */
  #number = 1;

  private constructor(
    readonly of: CallSecurityOptions,
    readonly own: Own,
    /** One's own ANNOUNCE, as it was first signed. */
    readonly announce: SignedMessage & { body: Announce },
  ) {}

  /** Makes an admission's keys, its nonce and its ANNOUNCE. */
  static async create(of: CallSecurityOptions): Promise<Scribe> {
    const [keys, nonce] = [await newAdmissionKeys(), randomBytes(NONCE_BYTES)];
    const linkSecret = of.linkSecret ? new Uint8Array(of.linkSecret) : null;
    const linked = {
      callId: of.callId,
      from: of.admissionId,
      identityKey: of.identity.identityKey,
      admissionKey: await publicPart(keys),
      commitment: await commitmentTo(nonce),
    };
    const isUser = (of.kind ?? "user") === "user";
    const body: Announce = {
      ...linked,
      number: 0,
      type: "announce",
      kind: of.kind ?? "user",
      userId: isUser ? of.identity.userId : null,
      name: of.name,
      certificates: isUser ? of.identity.certificates : [],
      isEncrypted: true,
      linkMac: linkSecret ? await linkMac(linkSecret, linked) : null,
    };
    const own = { keys, nonce, linkSecret, fingerprint: await fingerprintOf(linked) };
    return new Scribe(of, own, { ...(await signMessage(body, of.identity.sign)), body });
  }

  /** The same again, for who may not have heard it. */
  async announceAgain(): Promise<SignedMessage> {
    const body = { ...this.announce.body, number: this.#number++ };
    return await signMessage(body, this.of.identity.sign);
  }

  async sign(body: Body): Promise<SignedMessage> {
    const { callId, admissionId: from, identity } = this.of;
    return await signMessage({ ...body, callId, from, number: this.#number++ }, identity.sign);
  }

  /** A KEY for these. */
  async key({ key, ...head }: KeyToWrap, to: readonly Peer[]): Promise<SignedMessage> {
    const wraps = await Promise.all(to.map(async (peer) => await this.#wrap(peer, { key, ...head })));
    return await this.sign({ type: "key", ...head, wraps });
  }

  /** With the link's secret where one of the two is a guest and both have shown that they have it. */
  secretFor({ announce }: Peer): Bytes | null {
    const isWithGuest = announce.kind === "guest" || this.of.kind === "guest";
    return isWithGuest && announce.linkMac !== null ? this.own.linkSecret : null;
  }

  /** What one adds oneself to the call's code. */
  get codeMember(): CodeMember {
    const { from, identityKey, admissionKey } = this.announce.body;
    return { admissionId: from, identityKey, admissionKey, nonce: toBase64url(this.own.nonce) };
  }

  async #wrap(peer: Peer, { generation, advance, key }: KeyToWrap) {
    const { callId, admissionId: from } = this.of;
    const to = peer.announce.from;
    const what = { key, nonce: this.own.nonce, linkSecret: this.secretFor(peer) };
    return { to, ...(await wrapKey({ callId, from, to, generation, advance }, peer.admissionKey, what)) };
  }
}
