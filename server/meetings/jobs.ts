import { z } from "zod";
import { database } from "../db";
import { remind } from "./remind";
import { sessionOver } from "./session-over";
import { succeed } from "./succeed";

const start = z.object({ meetingId: z.uuid(), startsAt: z.number() });
const meeting = z.object({ meetingId: z.uuid() });

/** Each may run twice. */
export const meetingJobs = {
  "meetings.remind": async (payload: unknown) => await remind(database(), start.parse(payload)),
  "meetings.succeed": async (payload: unknown) => await succeed(database(), meeting.parse(payload)),
  "meetings.session_over": async (payload: unknown) => await sessionOver(database(), meeting.parse(payload)),
};
