import * as z from "zod/mini";
import type { AuditAct, AuditDetails } from "../audit/contract";
import { auditActs } from "../audit/contract";
import type { Person, SignUpMode } from "../auth/contract";
import { reportOutcomes } from "../reports/contract";
import type { ConnectionType } from "../relay/contract";

const search = z._default(z.string().check(z.trim(), z.maxLength(100)), "");

export const userFilters = ["all", "admins", "suspended"] as const;
export type UserFilter = (typeof userFilters)[number];
export const listUsersInput = z.object({
  search,
  filter: z._default(z.enum(userFilters), "all"),
  cursor: z.optional(z.object({ at: z.number(), id: z.uuid() })),
});
export const userInput = z.object({ userId: z.uuid() });
export const setAdminInput = z.object({ userId: z.uuid(), isAdmin: z.boolean() });
export const callInput = z.object({ callId: z.uuid() });
export const settleInput = z.object({ reportId: z.uuid(), outcome: z.enum(reportOutcomes) });
export const signUpModeInput = z.object({ mode: z.enum(["open", "invited", "closed"]) });

/** A person as admins see them. */
export type AdminUser = Person & {
  email: string;
  isAdmin: boolean;
  isSuspended: boolean;
  joinedAt: number;
  /** Null for somebody who has never signed in. */
  lastSeenAt: number | null;
  /** Devices that are signed in. */
  devices: number;
  /** Of their picture, and of the notes that they have left with others, in bytes. */
  storedBytes: number;
};

/** A call or a session of a meeting that runs: who and how, never what. */
export type RunningCall = {
  callId: string;
  kind: "audio" | "video" | "meeting";
  isRinging: boolean;
  isEncrypted: boolean;
  startedAt: number;
  /** Those with an account who are in it. */
  people: string[];
  guests: number;
  devices: number;
  /** Where there are several SFU nodes. */
  node: string | null;
  /** Mean score (1 to 4.5) of what everybody in it hears. */
  mos: number | null;
};

export const qualityRanges = ["day", "week", "month"] as const;
export type QualityRange = (typeof qualityRanges)[number];
export const qualityInput = z.object({ range: z._default(z.enum(qualityRanges), "day") });

/** How all calls went in one span of time. */
export type QualityTime = {
  at: number;
  /** Reports of 10 s, each of one device. */
  reports: number;
  mos: number | null;
  /** From 0 to 1. */
  loss: number | null;
  roundTripMs: number | null;
  /** From the admission of a device that was not rung to its connection with the SFU: half of them, and 95 of 100, took at most so long. */
  setUpMs: number | null;
  setUpMs95: number | null;
  /** Reports by the way that media took. */
  ways: Partial<Record<ConnectionType, number>>;
};
export type QualityOverTime = { spanMs: number; times: QualityTime[] };

/** What the tables of one matter take, with their indexes. */
export type TableGroup = { name: TableGroupName; bytes: number; rows: number; tables: string[] };
export const tableGroups = [
  "accounts",
  "contacts",
  "calls",
  "quality",
  "notes",
  "chat",
  "meetings",
  "keys",
  "events",
  "audit",
  "others",
] as const;
export type TableGroupName = (typeof tableGroups)[number];

/** One setting of the deployment; a secret's value is never told. */
export type DeploymentSetting = {
  name: string;
  isGiven: boolean;
  /** Null for what may hold a secret, and for what is not set. */
  value: string | null;
  isSecret: boolean;
};

export type AdminSettings = { signUp: SignUpMode; deployment: DeploymentSetting[] };

export const auditFilter = z.object({ search, act: z.optional(z.enum(auditActs)) });
export const listAuditInput = z.extend(auditFilter, { cursor: z.optional(z.number()) });
export const auditFormats = ["csv", "jsonl"] as const;
export const exportAuditInput = z.extend(auditFilter, { format: z.enum(auditFormats) });
export type AuditFilter = z.output<typeof auditFilter>;

type Named = { id: string; name: string; handle: string };
export type AuditLine = {
  id: number;
  at: number;
  act: AuditAct;
  /** Null where nobody is known. */
  by: Named | null;
  to: Named | null;
  address: string | null;
  details: AuditDetails;
};

export type Overview = {
  people: number;
  /** Who has joined within seven days. */
  newPeople: number;
  suspended: number;
  calls: number;
  meetings: number;
  openReports: number;
  databaseBytes: number;
  /** Of the disk on which this process stands. */
  disk: { freeBytes: number; bytes: number };
  groups: TableGroup[];
};
