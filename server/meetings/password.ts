import { isPassword } from "../auth";
import { config } from "../config";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { giveBack, limit } from "../limits";
import type { Meeting } from "./access";

/** Who is behind one address shares its tries: an office must not lock itself out. */
const PEOPLE_PER_ADDRESS = 4;

/**
 * Refuses whoever has not a meeting's password: with `meeting_password_needed` where none is given, `wrong_meeting_password`, and
 * `rate_limited` after a few tries of one address, or of many at one meeting; only failures count. Outside of a transaction that rolls back.
 */
export async function refuseUnlessPassword(
  db: Connection,
  meeting: Pick<Meeting, "id" | "passwordHash">,
  password: string | undefined,
  address: string,
): Promise<void> {
  if (meeting.passwordHash === null) return;
  if (!password) refuse({ code: "meeting_password_needed" });
  const rate = config().PEAL_LIMIT_MEETING_PASSWORD;
  const limits = [
    { key: `meeting-password:${meeting.id}:${address}`, rate },
    {
      key: `meeting-password:${meeting.id}`,
      rate: { ...rate, points: rate.points * PEOPLE_PER_ADDRESS },
    },
  ];
  await limit(db, ...limits);
  if (!(await isPassword(password, meeting.passwordHash))) refuse({ code: "wrong_meeting_password" });
  await giveBack(db, ...limits.map(({ key }) => key));
}
