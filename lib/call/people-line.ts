const MOST_NAMED = 3;

/** How people are named in one line: up to three by name, more as the first two and the count of the others. */
export function shortened<Somebody>(people: Somebody[]): { named: Somebody[]; more: number } {
  if (people.length <= MOST_NAMED) return { named: people, more: 0 };
  const named = people.slice(0, MOST_NAMED - 1);
  return { named, more: people.length - named.length };
}
