import { type SQL, sql } from "drizzle-orm";

/** An SQL array of those whose own a meeting is: whoever made it, and its co-hosts. */
export const ofHosts = (meetingId: string): SQL => sql`array(
  select host_id from meetings where id = ${meetingId}
  union select user_id from meeting_participants where meeting_id = ${meetingId}
    and user_id is not null and state = 'admitted' and coalesce(session_role, role) <> 'participant')`;
