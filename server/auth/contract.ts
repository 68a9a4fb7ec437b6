import { z } from "zod";
import { isHandle, tidyName } from "../../lib/pure/names";

/** A person as others see them. */
export const person = z.object({
  id: z.uuid(),
  handle: z.string(),
  name: z.string(),
  /** Address of the picture on this server, or null. */
  pictureUrl: z.nullable(z.string()),
});
export type Person = z.output<typeof person>;

export const deviceKinds = ["desktop", "phone", "tablet"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export const name = z.string().max(256).transform(tidyName).pipe(z.string().min(1).max(64));
export const handle = z.string().trim().toLowerCase().refine(isHandle);
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const password = z.string().min(8).max(256);

/** Who may make an account: everybody, whom somebody's invite link has led here, or nobody. */
export const signUpModes = ["open", "invited", "closed"] as const;
export type SignUpMode = (typeof signUpModes)[number];

/** `invite`: the secret of an invite link, for where accounts are for the invited alone. */
export const signUpInput = z.object({
  name,
  handle,
  email,
  password,
  invite: z.optional(z.string().max(200)),
});
export const changePasswordInput = z.object({
  password: z.string().max(256),
  newPassword: password,
  signOutElsewhere: z.boolean(),
});
export type ChangePasswordInput = z.output<typeof changePasswordInput>;
export const profileInput = z.object({ name });

export type OwnProfile = Person & { email: string; isAdmin: boolean };

export const deviceInput = z.object({ deviceId: z.uuid() });
export const renameInput = z.object({ deviceId: z.uuid(), name });
export const ringingInput = z.object({ deviceId: z.uuid(), ringEnabled: z.boolean() });
export type Device = {
  id: string;
  name: string;
  kind: DeviceKind;
  isThisDevice: boolean;
  lastSeenAt: number;
  /** Holds a live connection now. */
  isOnline: boolean;
  /** Calls ring on it. */
  ringEnabled: boolean;
  /** It can be woken by a push. */
  hasPush: boolean;
};
