import type postgres from "postgres";

/** A text is prepared from its third time on: what runs once is not worth a place. */
const OFTEN = 3;
/** Texts that differ by the length of a list are without end, and each takes memory on every connection: no more than these are prepared. */
const MOST_PREPARED = 400;
/** Of so many texts it is counted how often they ran; then counting begins anew. */
const MOST_COUNTED = 2_000;

type Client = Pick<postgres.Sql, "unsafe"> & { begin?: Start; savepoint?: Start };
type Start = (...args: never[]) => unknown;

/**
 * Makes a client prepare what it runs often, also within transactions. Drizzle runs every query unprepared: it is sent in two round
 * trips and planned anew each time, which was four fifths of the time that an answer's queries took.
 */
export function preparing<Sql extends Client>(client: Sql, isOften = oftenRun()): Sql {
  const { unsafe } = client;
  const inside = (start: Start) => {
    const within = (body: unknown) => (tx: Client) =>
      (body as (tx: Client) => unknown)(preparing(tx, isOften));
    return (...args: unknown[]) => start(...([...args.slice(0, -1), within(args.at(-1))] as never[]));
  };
  const prepared: Client = {
    unsafe: (text, parameters, options) => unsafe(text, parameters, { ...options, prepare: isOften(text) }),
    ...(client.begin && { begin: inside(client.begin) }),
    ...(client.savepoint && { savepoint: inside(client.savepoint) }),
  };
  return Object.assign(client, prepared);
}

/** Counts texts, and says of each time whether the text ran often by now. */
export function oftenRun(most = MOST_PREPARED): (text: string) => boolean {
  const often = new Set<string>();
  const counts = new Map<string, number>();
  return (text) => {
    if (often.has(text)) return true;
    if (often.size >= most) return false;
    if (counts.size >= MOST_COUNTED) counts.clear();
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    if (count < OFTEN) return false;
    counts.delete(text);
    often.add(text);
    return true;
  };
}
