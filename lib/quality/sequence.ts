const held = new Map<string, number>();

/** The number of an admission's next report, from 0. A new connection with the same admission goes on counting; a page that was loaded again has a new one. */
export function nextSequence(admissionId: string): number {
  const next = held.get(admissionId) ?? 0;
  held.set(admissionId, next + 1);
  return next;
}
