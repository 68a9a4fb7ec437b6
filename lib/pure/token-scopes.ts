/** What an access token may be allowed to do. Nothing of these reads or makes tokens, or signs for a device. */
export const tokenScopes = [
  "profile:read",
  "profile:write",
  "devices:read",
  "devices:write",
  "contacts:read",
  "contacts:write",
  "calls:read",
  "calls:write",
  "meetings:read",
  "meetings:write",
] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** For how many days a personal access token may be good. */
export const tokenDays = [7, 30, 90, 365] as const;
