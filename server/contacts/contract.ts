import { z } from "zod";
import { email, name, type Person } from "../auth/contract";

/** How a person stands to me. */
export type ContactState = "none" | "requested" | "received" | "accepted" | "blocked" | "self";
export type Contact = Person & {
  state: ContactState;
  isFavourite: boolean;
  /** The tone with which this contact rings here; null for the usual one. */
  ringTone: string | null;
  /** This contact's calls are shown without a sound. */
  isSilenced: boolean;
};

/** How a contact may ring; the first is the usual one. */
export const ringTones = ["bell", "chime", "marimba", "telephone"] as const;
export type RingTone = (typeof ringTones)[number];

/** A handle (with or without @) or an e-mail, whole: search is exact, so nobody can leaf through people. */
export const findInput = z.object({ query: z.string().trim().min(1).max(254) });
export const personInput = z.object({ personId: z.uuid() });
export const handleInput = z.object({ handle: z.string().max(64) });
export const favouriteInput = z.object({ personId: z.uuid(), isFavourite: z.boolean() });

/** Most members of a group: a call holds 32 people, its caller among them. */
export const MOST_MEMBERS = 31;
/** Most groups of one person. */
export const MOST_GROUPS = 100;

/** A member of a group. One who is no contact any more, or is blocked, stays in it and is not called. */
export type GroupMember = Person & { isContact: boolean };
export type Group = { id: string; name: string; members: GroupMember[] };

const members = z.array(z.uuid()).max(100);
export const groupInput = z.object({ groupId: z.uuid() });
export const createGroupInput = z.object({ name, people: members.default([]) });
export const renameGroupInput = groupInput.extend({ name });
export const addMembersInput = groupInput.extend({ people: members.min(1) });
export const removeMemberInput = groupInput.extend({ personId: z.uuid() });

/** How long an invite link is good, in ms. */
export const INVITE_MS = 14 * 24 * 60 * 60_000;
/** Most live invite links of one person. */
export const MOST_INVITES = 10;

/** A live invite link of one's own. Its secret is told once, when it is made. */
export type Invite = { id: string; createdAt: number; expiresAt: number };
/** Whom an invite link is from, and how they stand to whoever looks; `none` for one who is not signed in. */
export type Invitation = { person: Person; state: ContactState };

export const inviteIdInput = z.object({ inviteId: z.uuid() });
/** The secret in an invite link's address; whatever it is, an unknown one is `not_found`. */
export const inviteTokenInput = z.object({ token: z.string().max(256) });

/** Most e-mails that are matched in one request. */
export const MOST_MATCHED = 200;
export const matchInput = z.object({ emails: z.array(email).min(1).max(MOST_MATCHED) });
/** A person whose account has one of the e-mails that were asked for. */
export type EmailMatch = { email: string; contact: Contact };
export const ringInput = z.object({
  personId: z.uuid(),
  ringTone: z.enum(ringTones).nullable().optional(),
  isSilenced: z.boolean().optional(),
});
export type RingInput = z.output<typeof ringInput>;
