import type { Certificate } from "@/server/identity/contract";
import type { Kind } from "./agreement/state";
import type { CallCode } from "./code";
import type { KeyTransport } from "./outbox";

export type Trust = "verified" | "confirmed" | "unconfirmed" | "changed";

/** Who this device is, as others are told. */
export type CallIdentity = {
  userId: string;
  identityKey: string;
  certificates: Certificate[];
  sign(bytes: Uint8Array): Promise<string>;
};

/** Where sender keys are used. */
export type KeySink = {
  set(admissionId: string, keyId: number, key: Uint8Array): Promise<void>;
  use(keyId: number): Promise<void>;
  forget(admissionId: string, keyId: number): Promise<void>;
};

export type SecuredMember = {
  admissionId: string;
  kind: Kind;
  userId: string | null;
  name: string;
  trust: Trust;
  isSecured: boolean;
};

export type CallSecurityState = {
  phase: "securing" | "secure" | "trouble";
  /** `no_keys`: "Securing…" took too long. */
  trouble: "different_lists" | "no_keys" | null;
  /** Null until all nonces are known, and where nobody else is here. */
  code: CallCode | null;
  /** The others. */
  members: SecuredMember[];
};

export type CallSecurityOptions = {
  callId: string;
  admissionId: string;
  name: string;
  identity: CallIdentity;
  trustOf(of: { userId: string; identityKey: string; certificates: Certificate[] }): Promise<Trust>;
  transport: KeyTransport;
  sink: KeySink;
  /** In ms, never less than before. */
  now(): number;
  isRinging?: boolean;
  linkSecret?: Uint8Array;
  /** Without an account: what the identity says of a person is not told. */
  kind?: Kind;
  /** The admission whose KICK, LOCK and REC count. */
  host?: string | null;
};
