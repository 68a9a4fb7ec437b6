import type { Transaction } from "../db";

/** Events by name. Capabilities add theirs by declaration merging, beside the verb that emits them. */
export interface DomainEvents {}

type Name = keyof DomainEvents & string;
type Reaction<N extends Name> = (tx: Transaction, event: DomainEvents[N]) => Promise<void>;

const reactions = new Map<string, Reaction<never>[]>();

/** Binds a reaction. It runs in the writer's transaction: when it throws, nothing was written. */
export function on<N extends Name>(name: N, reaction: Reaction<N>): void {
  const bound = reactions.get(name) ?? [];
  if (!bound.includes(reaction)) reactions.set(name, [...bound, reaction]);
}

/** Runs the reactions to an event, in the order in which they were bound. */
export async function emit<N extends Name>(tx: Transaction, name: N, event: DomainEvents[N]): Promise<void> {
  for (const reaction of reactions.get(name) ?? []) await (reaction as Reaction<N>)(tx, event);
}
