import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "../db";
import { problemOf } from "../errors";
import { createCallerFactory, createContext } from "../rpc";
import { sessionCookie, type TestDevice, type TestPerson } from "../testing";
import { appRouter } from "../trpc/router";
import { meetingSettings } from "./contract";
import { meetingEvents, meetingParticipants, meetings } from "./schema";

const createCaller = createCallerFactory(appRouter);
type Caller = ReturnType<typeof createCaller>;
type Entering = Parameters<Caller["door"]["enter"]>[0];

/** The API as a browser with these cookies uses it, and the headers of its answers. */
function callerOf(
  cookie: string | null,
  address = "192.0.2.7",
  isEmbedded = false,
): { api: Caller; answer: Headers } {
  const answer = new Headers();
  const headers = new Headers({ "x-peal": "1", ...(cookie && { cookie }), "x-forwarded-for": address });
  if (isEmbedded) headers.set("x-peal-embed", "abc-defg-hij");
  return { api: createCaller(createContext(headers, answer)), answer };
}

/** A browser without an account. */
export class TestVisitor {
  cookie: string | null = null;
  /** The header by which it keeps who it is. */
  kept: string | null = null;

  constructor(
    readonly address?: string,
    readonly isEmbedded = false,
  ) {}

  /** Goes in, or knocks, by this name. */
  async enter(slug: string, name?: string, more: Partial<Entering> = {}) {
    const { api, answer } = callerOf(this.cookie, this.address, this.isEmbedded);
    const entered = await api.door.enter({ slug, name, ...more });
    const [kept] = answer.getSetCookie();
    this.kept = kept ?? null;
    if (kept) this.cookie = kept.split(";")[0] ?? null;
    return entered;
  }

  /** The API with the session of a device besides, as after signing in in this browser. */
  async signedInAs(device: TestDevice): Promise<Caller> {
    return callerOf(`${this.cookie}; ${await sessionCookie(device)}`, this.address).api;
  }
  get api(): Caller {
    return callerOf(this.cookie, this.address).api;
  }
}

/** What tests of a meeting's door have in common. */
export function doorOf(db: Database) {
  return {
    /** A meeting at once of this person. */
    meeting: async (host: TestPerson, more: Partial<typeof meetings.$inferInsert> = {}) => {
      const letters =
        randomUUID().replaceAll(/[^a-z]/g, "") + randomUUID().replaceAll(/[^a-z]/g, "") + "qwertzuiop";
      const slug = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7, 10)}`;
      const settings = meetingSettings.parse({});
      const [row] = await db
        .insert(meetings)
        .values({ slug, hostId: host.id, topic: "Plans for May", settings, ...more })
        .returning();
      return row as typeof meetings.$inferSelect;
    },
    /** The API as a signed-in device uses it. */
    as: async (device: TestDevice) => callerOf(await sessionCookie(device)).api,
    waiting: async (meetingId: string) =>
      (
        await db.select().from(meetingParticipants).where(eq(meetingParticipants.meetingId, meetingId))
      ).filter((one) => one.state === "waiting"),
    /** The kinds of what happened in it, in order. */
    eventsOf: async (meetingId: string) => {
      const rows = await db
        .select({ kind: meetingEvents.kind })
        .from(meetingEvents)
        .where(eq(meetingEvents.meetingId, meetingId))
        .orderBy(meetingEvents.at);
      return rows.map(({ kind }) => kind);
    },
  };
}

/** What somebody got who is in; throws for who has to wait. */
export function inIt(entered: Awaited<ReturnType<TestVisitor["enter"]>>) {
  if (entered.state !== "in") throw new Error(`is ${entered.state}`);
  return entered;
}

export const withoutWaitingRoom = meetingSettings.parse({ waitingRoom: false });

/** The code of the refusal that an attempt ends with, or null. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string | null> {
  try {
    await attempt;
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause ?? error;
    const found = problemOf(cause);
    if (!found) throw error;
    return found.code;
  }
  return null;
}
