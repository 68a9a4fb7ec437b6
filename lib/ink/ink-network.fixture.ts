import { InkRoom } from "./ink-room";

type Sent = { bytes: Uint8Array; from: string };

/** Devices on a call without the call: what each sends arrives in order, and whenever the test wants. */
export class InkNetwork {
  readonly rooms = new Map<string, InkRoom>();
  readonly #lines = new Map<string, Sent[]>();
  /** Whether a packet goes lost. */
  loses: (sent: Sent) => boolean = () => false;
  now = 0;

  join(me: string): InkRoom {
    const others = () => [...this.rooms.keys()].filter((one) => one !== me);
    const send = (bytes: Uint8Array, to: readonly string[] = others()) => {
      for (const whom of to) {
        const key = `${me}>${whom}`;
        if (!this.loses({ bytes, from: me }))
          this.#lines.set(key, [...(this.#lines.get(key) ?? []), { bytes, from: me }]);
      }
    };
    const room = new InkRoom({ me, others, send }, () => this.now);
    this.rooms.set(me, room);
    for (const other of others()) this.rooms.get(other)?.welcome(me);
    return room;
  }

  leave(me: string): void {
    this.rooms.get(me)?.close();
    this.rooms.delete(me);
    for (const key of this.#lines.keys()) if (key.split(">").includes(me)) this.#lines.delete(key);
    for (const room of this.rooms.values()) room.forget(me);
  }

  /** Delivers one packet of a line that `pick` chooses among those with something on them; false where nothing is under way. */
  step(pick: (count: number) => number = () => 0): boolean {
    const busy = [...this.#lines].filter(([, waiting]) => waiting.length > 0);
    const [key, waiting] = busy[pick(busy.length)] ?? [];
    const sent = waiting?.shift();
    if (!key || !sent) return false;
    this.rooms.get(key.split(">")[1] ?? "")?.receive(sent.bytes, sent.from);
    return true;
  }

  /** Delivers what one has said to another so far. */
  deliver(from: string, to: string): void {
    for (const sent of this.#lines.get(`${from}>${to}`)?.splice(0) ?? [])
      this.rooms.get(to)?.receive(sent.bytes, sent.from);
  }

  /** Delivers everything. */
  settle(): void {
    while (this.step());
  }
}
