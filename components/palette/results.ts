import type { Callees } from "@/lib/call/start-call";
import { isBeginning, isFound } from "@/lib/pure/fold-text";
import type { Contact, Group } from "@/server/contacts/contract";

/** Somebody, or a group, that the palette calls or opens. */
export type Callable = {
  kind: "person" | "group";
  id: string;
  name: string;
  detail: string | null;
  path: string;
  callees: Callees | null;
};

const MOST = 5;

/** Those that a search finds, ones that begin with it first; the first few. */
function best<One>(all: readonly One[], textOf: (one: One) => string, search: string): One[] {
  const found = all.filter((one) => isFound(textOf(one), search));
  const rank = (one: One) => (isBeginning(textOf(one), search) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

/** The contacts that a search finds, favourites first among equals; the first few. */
export function findPeople(contacts: readonly Contact[], search: string): Callable[] {
  return best(contacts, ({ name, handle }) => `${name} @${handle}`, search).map(({ id, name, handle }) => ({
    kind: "person",
    id,
    name,
    detail: `@${handle}`,
    path: `/contacts/${handle}`,
    callees: { people: [id] },
  }));
}

/** The groups that a search finds; the first few. One in which nobody can be called can only be opened. */
export function findGroups(groups: readonly Group[], search: string): Callable[] {
  return best(groups, ({ name }) => name, search).map(({ id, name, members }) => ({
    kind: "group",
    id,
    name,
    detail: null,
    path: `/contacts/groups/${id}`,
    callees: members.some((member) => member.isContact) ? { groupId: id } : null,
  }));
}
