/** A person at one of their devices, signed in: the device row still holds this session. */
export type UserActor = { kind: "user"; userId: string; deviceId: string; sessionId: string };

/** Who acts. Every verb names the kinds that it takes. */
export type Actor =
  | UserActor
  | { kind: "guest"; guestId: string; meetingId: string }
  | { kind: "token"; userId: string; tokenId: string; scopes: readonly string[] }
  | { kind: "job"; name: string }
  | { kind: "anonymous" };
