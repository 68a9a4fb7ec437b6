import { z } from "zod";
import { refuse } from "../errors";

export const MOST_ON_PAGE = 100;

/** Which page of a list is asked for. */
export const pageInput = z.object({
  limit: z.coerce.number().int().min(1).max(MOST_ON_PAGE).default(30),
  cursor: z.string().max(512).optional().describe("`next_cursor` of the page before."),
});
type Page = z.output<typeof pageInput>;

/** A page of a list; `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A cursor says nothing to whoever carries it. */
export const writeCursor = (place: unknown): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

/** What a cursor says. Refuses with `bad_input` what this server never gave. */
export function readCursor<Place>(cursor: string, place: z.ZodType<Place>): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    return refuse({ code: "bad_input", field: "cursor" });
  }
}

const place = z.object({ id: z.string(), at: z.number().int().min(0) });

/** One page of a list that is read as a whole. It goes on behind the last item, or where that was, if it is gone. */
export function cut<Item extends { id: string }>(
  all: readonly Item[],
  { limit, cursor }: Page,
): { items: Item[]; nextCursor: string | null } {
  const last = cursor === undefined ? null : readCursor(cursor, place);
  const found = last ? all.findIndex(({ id }) => id === last.id) : -1;
  const from = found >= 0 ? found + 1 : (last?.at ?? 0);
  const items = all.slice(from, from + limit);
  const end = items.at(-1);
  const isMore = end !== undefined && from + limit < all.length;
  return { items, nextCursor: isMore ? writeCursor({ id: end.id, at: from + limit }) : null };
}
