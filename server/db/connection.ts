import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PostgresJsDatabase, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import type postgres from "postgres";

type NoSchema = Record<string, never>;
export type Database = PostgresJsDatabase<NoSchema> & { $client: postgres.Sql };
export type Transaction = PostgresJsTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>;
/** What a query needs: the database, or the transaction that it is part of. */
export type Connection = Database | Transaction;
