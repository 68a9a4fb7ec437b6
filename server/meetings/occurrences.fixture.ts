import ICAL from "ical.js";
import { sql } from "drizzle-orm";
import type { Database } from "../db";
import { headersOf, type Mail, partsOf, smtpSink } from "../mail/smtp-sink.fixture";
import type { TestPerson } from "../testing";
import { changeOccurrenceInput, type MeetingTimes } from "./contract";
import { createMeeting } from "./create";
import { mailInvitee } from "./letters";
import { inMinutes, newMeeting } from "./meetings.fixture";

const DAY_MS = 86_400_000;

export const later = (wall: string, minutes: number): string =>
  new Date(Date.parse(`${wall}Z`) + minutes * 60_000).toISOString().slice(0, 16);

/** A change of an occurrence as a page asks for it. */
export const different = (values: Record<string, unknown>) =>
  changeOccurrenceInput.parse({ minutes: 30, topic: "Plans", ...values });

let counter = 0;
/** An address that no other test has. */
export const guest = (): string => `one-${++counter}@example.test`;

/** A file for calendars, read by another parser than the one that wrote it. */
export function fileIn(mail: Mail | undefined): ICAL.Component {
  const body = mail && partsOf(mail).get("text/calendar")?.body;
  if (!body) throw new Error("no file came");
  return new ICAL.Component(ICAL.parse(body));
}

/** A mail server, and meetings that repeat. */
export async function mailed(db: Database) {
  const sink = await smtpSink();
  const sentTo = (email: string) => sink.mails.filter(({ to }) => to.includes(email));
  /** Sends the letters that wait. */
  async function work(): Promise<void> {
    const jobs = await db.execute<{ id: string; payload: Parameters<typeof mailInvitee>[1] }>(sql`
      select j.id, j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'meetings.mail' order by j.id`);
    for (const { id, payload } of jobs) {
      await mailInvitee(db, payload);
      await db.execute(sql`delete from graphile_worker._private_jobs where id = ${id}`);
    }
  }
  return {
    sentTo,
    work,
    subjects: (email: string) => sentTo(email).map((mail) => /Subject: (.*)/.exec(headersOf(mail))?.[1]),
    /** A meeting every day from in ten hours on, and when its occurrences are: by the rule, on clocks in Berlin. */
    async daily(ana: TestPerson, invitees: string[] = [], more: Partial<MeetingTimes> = {}) {
      const times = inMinutes(600, { repeats: { frequency: "daily", interval: 1 }, ...more });
      const made = await createMeeting(db, ana.actor(), newMeeting({ times, invitees }));
      await work();
      const first = Date.parse(`${times.startsAt}Z`);
      const usual = (days: number) => new Date(first + days * DAY_MS).toISOString().slice(0, 16);
      return { ...made, times, usual };
    },
  };
}
