import type { Connection, Database, Transaction } from "./connection";

const waiting = new WeakMap<object, (() => void)[]>();

/** Runs something once the transaction is committed, and never when it is not; at once where there is no transaction. */
export function afterCommit(connection: Connection, run: () => void): void {
  const runs = waiting.get(connection);
  if (runs) runs.push(run);
  else run();
}

/** Makes the transactions of a pool keep what `afterCommit` is given. */
export function withAfterCommit(db: Database): Database {
  const begin = db.transaction.bind(db);
  db.transaction = async (body, options) => {
    const runs: (() => void)[] = [];
    const result = await begin((tx) => {
      keep(tx, runs);
      return body(tx);
    }, options);
    for (const run of runs) run();
    return result;
  };
  return db;
}

/** A part of a transaction (savepoint) ends with the whole. */
function keep(tx: Transaction, runs: (() => void)[]): void {
  waiting.set(tx, runs);
  const begin = tx.transaction.bind(tx);
  tx.transaction = (body) =>
    begin((step) => {
      keep(step, runs);
      return body(step);
    });
}
