import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { accompanyCall, declineMove, seen, sweepMoves, takeCall } from "../handoff";
import { ringSettings } from "../presence/schema";
import { databaseAhead, random, testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { problem, stageFor } from "./calls.fixture";
import {
  addPeople,
  answerCall,
  declineCall,
  holdCall,
  joinCall,
  leaveCall,
  resumeCall,
  ringAgain,
  startCall,
  sweepDeadlines,
} from "./index";

const SEQUENCES = process.env.PEAL_LONG === "1" ? 60 : 6;
const STEPS = 150;

await testSfu();
const db = await testDatabase();
wire();
const { contacts } = stageFor(db);

async function sweepAll(at: typeof db): Promise<void> {
  await sweepDeadlines(at);
  await sweepMoves(at);
}

/** What must be true after every step, whatever was done: what it finds is wrong. */
async function wrongs(userIds: string[]): Promise<string[]> {
  const rows = await db.$client<{ wrong: string }[]>`
    with mine as (
      select p.*, c.state as call_state from call_participants p join calls c on c.id = p.call_id
      where c.id in (select call_id from call_participants where user_id in ${db.$client(userIds)})),
    sums as (
      select call_id, call_state,
        count(*) filter (where state = 'connected') as connected,
        count(*) filter (where state in ('ringing', 'waiting')) as ringing
      from mine group by call_id, call_state)
    select 'a person is in two calls at once' as wrong from mine
      where state = 'connected' and held_at is null group by user_id having count(*) > 1
    union all select 'a person has more than two calls' from mine
      where state = 'connected' group by user_id having count(*) > 2
    union all select 'an ended call has people' from sums where call_state = 'ended' and connected + ringing > 0
    union all select 'an open call has nobody, or one person alone' from sums
      where call_state <> 'ended' and (connected = 0 or (connected = 1 and ringing = 0))
    union all select 'a call rings with two people on it' from sums where call_state = 'ringing' and connected > 1
    union all select 'held, but not on the call' from mine where held_at is not null and state <> 'connected'
    union all select 'connected without a live seat' from mine
      left join admissions a on a.id = active_admission_id
      where mine.state = 'connected' and coalesce(a.state, 'revoked') = 'revoked'
    union all select 'a live seat that nobody has' from mine
      join admissions a on a.participant_id = mine.id
      where a.state in ('admitted', 'joined', 'gone')
        and (mine.state <> 'connected' or (a.role = 'active') <> (a.id = active_admission_id))
    union all select 'a person has two devices at once that others see' from mine
      join admissions a on a.participant_id = mine.id and a.role = 'active' and a.state in ('admitted', 'joined', 'gone')
      group by mine.id having count(*) > 1
    union all select 'a device is about to be seen without a move' from mine
      join admissions a on a.participant_id = mine.id and a.role = 'standby' and a.state in ('admitted', 'joined', 'gone')
      where not exists (select from call_moves m where m.to_admission_id = a.id and m.state = 'connecting')
    union all select 'a device rings for who does not' from mine join call_rings r on r.participant_id = mine.id
      where r.state = 'ringing' and mine.state not in ('ringing', 'waiting')
    union all select 'who rings has no deadline' from mine
      where state in ('ringing', 'waiting') and ring_expires_at is null`;
  return rows.map((row) => row.wrong);
}

it.each(Array.from({ length: SEQUENCES }, (_, at) => at + 1))(
  "R4 R6 R8 whatever four people do on eight devices, the calls stay whole: seed %i",
  { timeout: 120_000 },
  async (seed) => {
    const next = random(seed);
    const among = <One>(list: readonly One[]): One => list[Math.floor(next() * list.length)] as One;
    const people = Object.values(await contacts());
    const ids = people.map((person) => person.id);
    const devices = new Map<string, TestDevice[]>();
    for (const person of people) devices.set(person.id, [person.device, await person.addDevice("Phone")]);
    await db.insert(ringSettings).values({ userId: among(ids), hasCallWaiting: false });
    const later = databaseAhead("31 seconds");
    const callIds: string[] = [];

    const done: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      const person = among(people);
      const { actor } = among(devices.get(person.id) ?? []);
      const others = ids.filter((id) => id !== person.id);
      const callId = among(callIds.slice(-4)) ?? randomUUID();
      const acts = {
        start: async () => {
          const few = others.filter(() => next() < 0.6);
          const wish = { people: few.length > 0 ? few : others, media: "audio" as const };
          callIds.push((await startCall(db, actor, { ...wish, idempotencyKey: randomUUID() })).callId);
        },
        answer: () => answerCall(db, actor, { callId }),
        endAndAnswer: () => answerCall(db, actor, { callId, otherCall: "end" }),
        holdAndAnswer: () => answerCall(db, actor, { callId, otherCall: "hold" }),
        decline: () => declineCall(db, actor, { callId }),
        leave: () => leaveCall(db, actor, { callId }),
        hold: () => holdCall(db, actor, { callId }),
        resume: () => resumeCall(db, actor, { callId }),
        join: () => joinCall(db, actor, { callId }),
        ringAgain: () => ringAgain(db, actor, { callId, personId: among(others) }),
        addPeople: () => addPeople(db, actor, { callId, people: others }),
        take: () => takeCall(db, actor, { callId }),
        accompany: () => accompanyCall(db, actor, { callId }),
        seen: async () => {
          const [move] = await db.$client<{ id: string }[]>`
            select to_admission_id as id from call_moves where call_id = ${callId} order by started_at desc limit 1`;
          await seen(db, actor, { callId, admissionId: move?.id ?? randomUUID() });
        },
        declineMove: () => declineMove(db, actor, { callId }),
        // Rarely: it ends whatever rings.
        expire: async () => (next() < 0.2 ? await sweepAll(later) : undefined),
      };
      const verb = among(Object.keys(acts) as (keyof typeof acts)[]);
      const refusal = await problem(acts[verb]());
      done.push(`${verb} ${person.name}${refusal ? ` (${refusal.code})` : ""}`);
      expect(await wrongs(ids), done.join("\n")).toEqual([]);
    }
    // The sequence is worth something only if much of it came to pass.
    expect(done.filter((line) => !line.endsWith(")")).length).toBeGreaterThan(STEPS / 6);
  },
);
