import type { Effect } from "./effect";
import type { Agreement } from "./state";

/** One step on its way: the next state, of which only whole fields are replaced, and what is to be done. */
export type Turn = { readonly now: number; readonly next: Agreement; readonly effects: Effect[] };

export const put = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): Map<Key, Value> =>
  new Map(map).set(key, value);

export function without<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Map<Key, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

export const withItem = <Item>(set: ReadonlySet<Item>, item: Item): Set<Item> => new Set(set).add(item);

export function withoutItem<Item>(set: ReadonlySet<Item>, item: Item): Set<Item> {
  const rest = new Set(set);
  rest.delete(item);
  return rest;
}
