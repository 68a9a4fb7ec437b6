import { config } from "../config";
import { type Database, isOutOfPartitionsOf, keepPartitionsOf } from "../db";

const TABLE = "call_metrics";

/** Makes the partitions of `call_metrics` for the days to come and drops those that are older than PEAL_QUALITY_DAYS. */
export const keepPartitions = (db: Database): Promise<void> =>
  keepPartitionsOf(db, TABLE, config().PEAL_QUALITY_DAYS);

/** True when an error is that of a report for which there is no partition. */
export const isOutOfPartitions = (error: unknown): boolean => isOutOfPartitionsOf(error, TABLE);
