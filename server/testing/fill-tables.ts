import type postgres from "postgres";

type Column = {
  name: string;
  type: string;
  is_required: boolean;
  /** The table and the column that a foreign key leads to. */
  refers: string | null;
  refers_to: string | null;
};

/** What is hard to write down and to read again. */
const HARD = "a\\tab\t, a line\r\nfeed, \\. an end, \"quotes\", '', \u2028, ü, 🎈, \\N";

/**
 * Puts a row into every table of the schema, with something in each column: a new table is filled without a change here. Rows refer to
 * each other, and to the person where they refer to people; columns that may be empty and must not both be full are tried one by one.
 * Text has `word` in it; `known` are the ids of rows to refer to, by table.
 */
export async function fillTables(
  sql: postgres.Sql,
  tables: string[],
  word: string,
  known: Record<string, string> = {},
): Promise<void> {
  const first = new Map(Object.entries(known));
  for (const table of tables) {
    const columns = await columnsOf(sql, table);
    const value = (column: Column) => valueOf(column, first, word);
    const begun = columns.filter(
      (one) => one.is_required || (one.refers ?? "") === "users" || /^(user|device)_id$/.test(one.name),
    );
    const key = columns.some(({ name }) => name === "id") ? "id" : null;
    const names = begun.map(({ name }) => `"${name}"`).join(", ");
    const [row] = await sql.unsafe<{ part: string; ctid: string; id?: string }[]>(
      `insert into "${table}" (${names}) values (${begun.map(value).join(", ")})
       returning tableoid::regclass::text as part, ctid::text as ctid${key ? ", id" : ""}`,
    );
    if (!row) throw new Error(`${table} takes no row`);
    if (row.id) first.set(table, row.id);
    let { ctid } = row;
    const fill = async (some: Column[]) => {
      const values = some.map((column) => `"${column.name}" = ${value(column)}`).join(", ");
      const [changed] = await sql.unsafe<{ ctid: string }[]>(
        `update "${row.part}" set ${values} where ctid = '${ctid}' returning ctid::text as ctid`,
      );
      ctid = changed?.ctid ?? ctid;
    };
    const others = columns.filter((one) => !begun.includes(one) && one.name !== "id");
    if (others.length === 0) continue;
    // What a rule of the table forbids beside what is there stays empty.
    await fill(others).catch(async (error: { code?: string }) => {
      if (error.code !== "23514") throw error;
      for (const one of others)
        await fill([one]).catch((again) => again.code === "23514" || Promise.reject(again));
    });
  }
}

async function columnsOf(sql: postgres.Sql, table: string): Promise<Column[]> {
  return await sql<Column[]>`
    select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull and not a.atthasdef as is_required,
      (select t.relname from pg_constraint k join pg_class t on t.oid = k.confrelid
        where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as refers,
      (select t.attname from pg_constraint k join pg_attribute t on t.attrelid = k.confrelid and t.attnum = k.confkey[1]
        where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as refers_to
    from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attidentity = '' order by a.attnum`;
}

/** Something of a column's type, as SQL. */
function valueOf(
  { name, type, refers, refers_to }: Column,
  first: Map<string, string>,
  word: string,
): string {
  if (refers && refers_to !== "id") return `(select "${refers_to}" from "${refers}" limit 1)`;
  const referred = refers ?? (name.endsWith("user_id") ? "users" : null);
  if (referred && first.has(referred)) return `'${first.get(referred)}'`;
  const text = `$peal$${word} ${HARD}$peal$`;
  if (type.endsWith("[]"))
    return `array[${valueOf({ name, type: type.slice(0, -2), is_required: true, refers: null, refers_to: null }, first, word)}]`;
  if (type === "uuid") return "gen_random_uuid()";
  if (type === "text") return text;
  if (type === "jsonb") return `jsonb_build_object('said', ${text})`;
  if (type === "bytea") return `convert_to(${text}, 'UTF8')`;
  if (type === "boolean") return "true";
  if (type.startsWith("timestamp")) return "peal_now()";
  // Those that are unique must not meet when tables are filled twice.
  if (type === "bigint") return "(1 + floor(random() * 1e9))::bigint";
  return "7";
}
