/**
 * What a person is given of each table when they ask for all that is kept of them: the rows by a condition in which `me` is their id,
 * without the columns of secrets; null where a table has nothing of theirs that is not in another one. A table that is missing here is
 * found by the test.
 */
export type Share = { where: string; without?: string[] } | null;

const of = (column: string, ...without: string[]): Share => ({ where: `${column} = me`, without });
/** Calls of the person, but those of a blocked caller, which leave no trace. */
const MY_CALLS = "(select call_id from call_participants where user_id = me and not is_silenced)";
const MY_PARTS = "(select id from call_participants where user_id = me and not is_silenced)";
const MY_DEVICES = "(select id from user_devices where user_id = me)";
const MY_MEETINGS = "(select id from meetings where host_id = me)";

export const shares: Record<string, Share> = {
  users: of("id", "password_hash"),
  user_pictures: of("user_id"),
  user_devices: of("user_id", "profile_hash", "session_id"),
  device_connections: of("user_id"),
  device_round_trips: { where: `device_id in ${MY_DEVICES}` },
  contacts: of("user_id"),
  blocks: of("user_id"),
  contact_groups: of("owner_id"),
  contact_group_members: { where: "group_id in (select id from contact_groups where owner_id = me)" },
  contact_versions: null,
  invitations: of("user_id", "token_hash"),
  ring_settings: of("user_id"),
  media_settings: of("user_id"),
  push_subscriptions: of("user_id", "auth"),
  pushed_rings: {
    where: `ring_id in (select id from call_rings where user_id = me and call_id in ${MY_CALLS})`,
    without: ["nonce"],
  },
  pushed_calls: { where: `device_id in ${MY_DEVICES}` },
  device_keys: of("user_id"),
  device_certificates: of("user_id"),
  device_confirmations: of("user_id"),
  account_roots: of("user_id"),
  contact_verifications: of("user_id"),
  calls: { where: `id in ${MY_CALLS}`, without: ["idempotency_key"] },
  call_participants: {
    where: `call_id in ${MY_CALLS} and not is_silenced`,
    without: ["is_silenced", "is_quiet", "carries_layout"],
  },
  call_rings: { where: `user_id = me and call_id in ${MY_CALLS}` },
  admissions: of("user_id"),
  call_moves: of("user_id"),
  call_quality: of("user_id"),
  call_metrics: of("user_id"),
  history_entries: of("user_id"),
  call_notes: {
    where:
      "from_user_id = me or (to_user_id = me and exists (select 1 from history_entries h where h.call_id = t.call_id and h.user_id = me))",
  },
  note_wraps: { where: `device_id in ${MY_DEVICES}` },
  chat_messages: { where: `from_participant in ${MY_PARTS}` },
  pad_updates: { where: `from_participant in ${MY_PARTS}` },
  chat_keys: { where: `by_participant in ${MY_PARTS}` },
  raised_hands: { where: `participant_id in ${MY_PARTS}` },
  callbacks: { where: "caller_id = me or callee_id = me" },
  reminders: of("user_id"),
  meetings: of("host_id", "password_hash", "host_secret_hash"),
  meeting_invitees: { where: `meeting_id in ${MY_MEETINGS}` },
  meeting_participants: of("user_id"),
  meeting_events: { where: "actor_user_id = me or target_user_id = me" },
  meeting_link_wraps: of("user_id"),
  meeting_versions: null,
  guests: of("user_id", "secret_hash"),
  calendar_feeds: of("user_id", "token_hash"),
  // Of calls that run, for the minutes that they do.
  e2ee_messages: null,
  e2ee_held: null,
  e2ee_counters: null,
  rate_limits: null,
  // What others did to the person would tell who looks after this Peal, and who reported them.
  audit_log: of("actor_user_id", "target_user_id"),
  settings: null,
  // Not those about the person: they would tell from whom.
  reports: of("reporter_user_id", "settled_by_user_id"),
  access_tokens: of("user_id", "secret_hash"),
  webhooks: of("user_id"),
  webhook_deliveries: { where: "webhook_id in (select id from webhooks where user_id = me)" },
  // What is in the calls and meetings anyway, for the days that sinks need.
  outbox: null,
  outbox_cursors: null,
  outbox_refused: null,
  // Who stands at a door for two minutes; nobody's yet.
  call_arrivals: null,
  // Where the rooms of running calls are.
  call_rooms: null,
  sfu_nodes: null,
  sfu_trials: null,
};
