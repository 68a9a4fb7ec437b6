import { answerCall, followRoom, startCall } from "../calls";
import { intent, stageFor } from "../calls/calls.fixture";
import type { Database } from "../db";
import type { TestDevice, TestPerson } from "../testing";
import { seen, takeCall } from "./index";

/** Ana and Bo on a call, Bo on a laptop, with a Pixel and a tablet at hand. */
export type Talk = {
  ana: TestPerson;
  bo: TestPerson;
  cy: TestPerson;
  pixel: TestDevice;
  tablet: TestDevice;
  callId: string;
  /** The admissions with which both are connected. */
  anas: string;
  bos: string;
};

export function talkFor(db: Database) {
  const { contacts, state } = stageFor(db);
  const joins = (callId: string, admissionId: string) =>
    followRoom(db, { kind: "joined", callId, admissionId });

  const talk = async (): Promise<Talk> => {
    const { ana, bo, cy } = await contacts();
    const pixel = await bo.addDevice("Pixel 9");
    const tablet = await bo.addDevice("Tablet");
    const started = await startCall(db, ana.actor(), intent(bo));
    if (started.isOver) throw new Error("Nobody was called");
    const { callId, admissionId: anas } = started;
    const { admissionId: bos } = await answerCall(db, bo.actor(), { callId });
    await joins(callId, anas);
    await joins(callId, bos);
    return { ana, bo, cy, pixel, tablet, callId, anas, bos };
  };

  return {
    state,
    joins,
    talk,
    /** A device of Bo's takes the call and connects. */
    takes: async ({ bo, callId }: Talk, device: TestDevice): Promise<string> => {
      const { admissionId } = await takeCall(db, bo.actor(device), { callId });
      await joins(callId, admissionId);
      return admissionId;
    },
    isSeen: ({ ana, callId }: Talk, admissionId: string) => seen(db, ana.actor(), { callId, admissionId }),
    /** Bo's part as Ana's device sees it. */
    seenOf: async ({ ana, bo }: Talk) => {
      const part = (await state(ana)).call?.participants.find((one) => one.person.id === bo.id);
      if (!part) throw new Error("Bo is not on it");
      return part;
    },
  };
}

/** What must hold of a person's devices on a call at every moment; what it finds is wrong. */
export async function wrongsOf(db: Database, callIds: string[]): Promise<string[]> {
  const rows = await db.$client<{ wrong: string }[]>`
    with mine as (select * from call_participants where call_id in ${db.$client(callIds)}),
    live as (
      select a.*, m.state as part, m.active_admission_id from admissions a join mine m on m.id = a.participant_id
      where a.state in ('admitted', 'joined', 'gone')),
    open as (select * from call_moves where call_id in ${db.$client(callIds)} and state in ('asked', 'connecting'))
    select 'on the call without exactly one active device' as wrong from mine
      where state = 'connected' and (select count(*) from live a where a.participant_id = mine.id and a.role = 'active') <> 1
    union all select 'drawn from a device that is not the active one' from live
      where role = 'active' and id is distinct from active_admission_id
    union all select 'two live admissions of one device' from live group by participant_id, device_id having count(*) > 1
    union all select 'a live device of who is not on the call' from live where part <> 'connected'
    union all select 'a standby device without a move' from live where role = 'standby'
      and not exists (select from open o where o.to_admission_id = live.id and o.state = 'connecting')
    union all select 'a move to a device that is not there' from open o where o.state = 'connecting'
      and not exists (select from live a where a.id = o.to_admission_id and a.role = 'standby')
    union all select 'a move of who is not on the call' from open o join mine m on m.id = o.participant_id
      where m.state <> 'connected'`;
  return rows.map((row) => row.wrong);
}
