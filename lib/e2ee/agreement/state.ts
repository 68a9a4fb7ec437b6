export type Kind = "user" | "guest" | "recorder";

/** What an ANNOUNCE said, once it was found to be genuine. The fingerprint stands for its keys. */
export type Announced = { kind: Kind; fingerprint: string };

export type Sent = { at: number; tries: number; isAcked: boolean };

/** A generation of one's own sender key. */
export type OwnGeneration = {
  /** The advance that is used, or will be first. */
  advance: number;
  madeAt: number;
  /** When it is used at the latest; null once it was. */
  switchBy: number | null;
  /** When a newer one was used instead. */
  endedAt: number | null;
  /** Members who were sent it. */
  sent: ReadonlyMap<string, Sent>;
  /** Ringing admissions for whom it is held, or with whose answer it goes out. */
  held: ReadonlySet<string>;
};

/** Somebody else's sender key: known from `advance` on. */
export type TheirGeneration = { advance: number; forgetAt: number | null };
export type Theirs = { generations: ReadonlyMap<number, TheirGeneration>; newest: number; forgotten: number };

export type Missing = {
  since: number;
  isUnreadable: boolean;
  needs: number;
  needAt: number;
};
export type Waiting = { sender: string; generation: number; advance: number; until: number };
export type Fresh = { at: number; reason: KeyReason };
export type KeyReason = "start" | "join" | "leave" | "time" | "need" | "ring";

/**
 * One admission's part in the agreement of keys. Keys are named by sender, generation and advance: no bytes are here. All maps are
 * replaced when they change, never written.
 */
export type Agreement = {
  me: string;
  /** Warmed, and not answered here yet. */
  isRinging: boolean;
  /** Whose KICK, LOCK and REC count. */
  hosts: ReadonlySet<string>;
  roster: ReadonlySet<string>;
  /** Nothing was said yet that somebody might not have been meant to hear. */
  isSilent: boolean;
  /** Who was there when that ended: all that is sent is meant for them. */
  founders: ReadonlySet<string>;
  ringing: ReadonlySet<string>;
  announced: ReadonlyMap<string, Announced>;
  kicked: ReadonlySet<string>;
  /** Who had announced themselves when the host locked the call. */
  lockedTo: ReadonlySet<string> | null;
  recorders: ReadonlySet<string>;
  /** Whom one encrypts to, without oneself. */
  members: ReadonlySet<string>;

  next: number;
  current: number | null;
  own: ReadonlyMap<number, OwnGeneration>;
  fresh: Fresh | null;
  joining: ReadonlySet<string>;
  joinsFrom: number;

  theirs: ReadonlyMap<string, Theirs>;
  /** Senders who are gone, and when their keys are forgotten. */
  gone: ReadonlyMap<string, number>;
  waiting: readonly Waiting[];
  /** Keys that came before their sender was a member. */
  owed: readonly Omit<Waiting, "until">[];
  missing: ReadonlyMap<string, Missing>;
  /** When each was last sent a NEED. */
  askedAt: ReadonlyMap<string, number>;
  needAnswered: ReadonlyMap<string, number>;
  announcedAt: number;
  /** Something is on its way to the server, and how long that took lately, in ms. */
  isPosting: boolean;
  wayMs: number;

  /** Counts the changes of one's own list. */
  version: number;
  rosterText: string;
  /** Who has been sent the hash of the present list, and when the others of those who are told are; null once that is done. */
  told: ReadonlySet<string>;
  tellAt: number | null;
  hashes: readonly { hash: string; until: number | null }[];
  different: ReadonlyMap<string, { hash: string; since: number; askAt: number }>;
};

/** The state before anything happened. `fingerprint` stands for one's own keys. */
export function begin(of: {
  me: string;
  fingerprint: string;
  kind: Kind;
  isRinging: boolean;
  host: string | null;
}): Agreement {
  const { me, kind, fingerprint, isRinging, host } = of;
  return {
    me,
    isRinging,
    hosts: new Set(host === null ? [] : [host]),
    roster: new Set(),
    isSilent: true,
    founders: new Set(),
    ringing: new Set(),
    announced: new Map([[me, { kind, fingerprint }]]),
    kicked: new Set(),
    lockedTo: null,
    recorders: new Set(),
    members: new Set(),
    next: 0,
    current: null,
    own: new Map(),
    fresh: null,
    joining: new Set(),
    joinsFrom: Number.NEGATIVE_INFINITY,
    theirs: new Map(),
    gone: new Map(),
    waiting: [],
    owed: [],
    missing: new Map(),
    askedAt: new Map(),
    needAnswered: new Map(),
    announcedAt: Number.NEGATIVE_INFINITY,
    isPosting: false,
    wayMs: 0,
    version: 0,
    rosterText: "",
    told: new Set(),
    tellAt: null,
    hashes: [],
    different: new Map(),
  };
}
