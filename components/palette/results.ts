import type { Callees } from "@/lib/call/start-call";
import { isFound } from "@/lib/pure/fold-text";
import type { Contact, Group } from "@/server/contacts/contract";

/** Somebody, or a group, that the palette calls or opens. */
export type Callable = {
  id: string;
  name: string;
  detail: string | null;
  path: string;
  callees: Callees | null;
};

const MOST = 5;

/** The contacts that a search finds, favourites first; the first few. */
export function findPeople(contacts: readonly Contact[], search: string): Callable[] {
  return contacts
    .filter(({ name, handle }) => isFound(`${name} @${handle}`, search))
    .slice(0, MOST)
    .map(({ id, name, handle }) => ({
      id,
      name,
      detail: `@${handle}`,
      path: `/contacts/${handle}`,
      callees: { people: [id] },
    }));
}

/** The groups that a search finds; the first few. One in which nobody can be called can only be opened. */
export function findGroups(groups: readonly Group[], search: string): Callable[] {
  return groups
    .filter(({ name }) => isFound(name, search))
    .slice(0, MOST)
    .map(({ id, name, members }) => ({
      id,
      name,
      detail: null,
      path: `/contacts/groups/${id}`,
      callees: members.some((member) => member.isContact) ? { groupId: id } : null,
    }));
}
