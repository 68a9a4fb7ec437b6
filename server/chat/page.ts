import { PAGE } from "./contract";

/** As many rows as one page holds; at least one. */
export function fitting<Row extends { body: string }>(rows: Row[]): Row[] {
  let characters = 0;
  const end = rows.findIndex(({ body }, at) => {
    characters += body.length;
    return at > 0 && (at >= PAGE.messages || characters > PAGE.characters);
  });
  return end < 0 ? rows : rows.slice(0, end);
}
