import { type RemoteParticipant, type Room, RoomEvent } from "livekit-client";
import { openedOf } from "@/lib/e2ee/frames/encrypted-data";
import { Allowance } from "./allowance";
import { isOnRoster } from "./on-roster";
import type { Topic } from "./topic";

/** `from`: the admission that sent it, by the SFU's word and in an encrypted call by its key too. */
export type Listener<Data> = (data: Data, from: string) => void;
type Hearing = { allowance: Allowance; hear(payload: Uint8Array, from: string): void };

/** Why a packet was dropped. */
export type Dropped = "unknown_topic" | "stranger" | "in_the_clear" | "too_large" | "too_many" | "malformed";

/** What was to be sent is larger than a packet of its topic may be. */
export class TooLarge extends Error {}

/**
 * Data between the devices of a call, topic by topic, under the room's encryption: in an encrypted call nothing is sent in the clear, and
 * what comes in the clear is dropped. So is what is too large, in a wrong shape, from nobody on the roster, or more than one sender may say.
 */
export class DataLine {
  readonly #hearing = new Map<string, Hearing[]>();
  readonly #dropped = new Map<Dropped, number>();

  constructor(
    readonly room: Room,
    readonly isMember: (admissionId: string) => boolean = isOnRoster(room),
    readonly now: () => number = () => performance.now(),
  ) {
    room
      .on(RoomEvent.DataReceived, (payload, from, _kind, topic) => this.#receive(payload, from, topic))
      .on(RoomEvent.ParticipantDisconnected, ({ identity }) => this.#forget(identity));
  }

  /** How many packets were dropped, by reason. */
  get dropped(): ReadonlyMap<Dropped, number> {
    return this.#dropped;
  }

  /**
   * Sends to everybody, or to the named admissions alone. Rejects with `TooLarge`, and while the connection is lost or not encrypted
   * yet: nothing was sent then. It does not tell who has received it.
   */
  async send<Data>(topic: Topic<Data>, data: Data, to?: readonly string[]): Promise<void> {
    // LiveKit takes an empty list for everybody.
    if (to?.length === 0) return;
    const payload = new TextEncoder().encode(JSON.stringify(data));
    if (payload.length > topic.mostBytes) throw new TooLarge(`${topic.name}: ${payload.length} bytes`);
    const { room } = this;
    if (room.hasE2EESetup && !room.isE2EEEnabled) throw new Error("the room is not encrypted yet");
    await room.localParticipant.publishData(payload, {
      topic: topic.name,
      reliable: topic.isReliable,
      destinationIdentities: to ? [...to] : undefined,
    });
  }

  /** Hears a topic, until the function that it returns is called. */
  on<Data>(topic: Topic<Data>, listener: Listener<Data>): () => void {
    const one: Hearing = {
      allowance: new Allowance(topic.pace),
      hear: (payload, from) => {
        if (payload.length > topic.mostBytes) return this.#drop("too_large");
        const read = topic.schema.safeParse(parsed(payload));
        if (read.success) listener(read.data, from);
        else this.#drop("malformed");
      },
    };
    this.#hearing.set(topic.name, [...(this.#hearing.get(topic.name) ?? []), one]);
    return () => {
      const others = this.#hearing.get(topic.name)?.filter((hearing) => hearing !== one) ?? [];
      this.#hearing.set(topic.name, others);
    };
  }

  #receive(payload: Uint8Array, from: RemoteParticipant | undefined, topic: string | undefined): void {
    const hearing = this.#hearing.get(topic ?? "");
    if (!from || !this.isMember(from.identity)) return this.#drop("stranger");
    if (!this.#isSecret(payload)) return this.#drop("in_the_clear");
    if (!hearing?.length) return this.#drop("unknown_topic");
    for (const { allowance, hear } of hearing) {
      if (allowance.take(from.identity, this.now())) hear(payload, from.identity);
      else this.#drop("too_many");
    }
  }

  #isSecret(payload: Uint8Array): boolean {
    return !this.room.hasE2EESetup || (openedOf(this.room)?.has(payload) ?? false);
  }

  #forget(identity: string): void {
    for (const hearing of this.#hearing.values())
      for (const { allowance } of hearing) allowance.forget(identity);
  }

  #drop(why: Dropped): void {
    this.#dropped.set(why, (this.#dropped.get(why) ?? 0) + 1);
  }
}

function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}

const lines = new WeakMap<Room, DataLine>();

/** The one line of a room; it ends with the room. */
export function dataLineOf(room: Room): DataLine {
  const line = lines.get(room) ?? new DataLine(room);
  lines.set(room, line);
  return line;
}
