/** A person at one of their devices, signed in: the device row still holds this session. */
export type UserActor = { kind: "user"; userId: string; deviceId: string; sessionId: string };

/** Somebody without an account, who came to one meeting by its link. */
export type GuestActor = { kind: "guest"; guestId: string; meetingId: string };

/** A program with an access token of a person: it acts on a device of its own, as far as the scopes go. */
export type TokenActor = Omit<UserActor, "kind"> & {
  kind: "token";
  tokenId: string;
  scopes: readonly string[];
};

/** Who acts. Every verb names the kinds that it takes. */
export type Actor =
  | UserActor
  | GuestActor
  | TokenActor
  | { kind: "job"; name: string }
  | { kind: "anonymous" };

/** Who can be on a call, and with what: a person at one of their devices, or a guest, whose one id stands for both. */
export type CallActor = { kind: "user" | "guest"; userId: string; deviceId: string };

/** The same somebody as calls see them. */
export const onCalls = (actor: UserActor | GuestActor): CallActor =>
  actor.kind === "user" ? actor : { kind: "guest", userId: actor.guestId, deviceId: actor.guestId };
