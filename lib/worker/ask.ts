const NOT_FOUND = 404;

const own = { "x-peal": "1", "content-type": "application/json" };

/** Has the server do something for this device. True when it is done, or there was nothing to be done. */
export async function post(procedure: string, input: unknown): Promise<boolean> {
  try {
    const body = JSON.stringify(input);
    const answer = await fetch(`/api/trpc/${procedure}`, { method: "POST", headers: own, body });
    return answer.ok || answer.status === NOT_FOUND;
  } catch {
    return false;
  }
}

/** Reads something from the server; null where it does not answer. */
export async function ask(procedure: string): Promise<unknown> {
  try {
    const answer = await fetch(`/api/trpc/${procedure}`, { headers: own });
    const { result }: { result?: { data?: unknown } } = await answer.json();
    return result?.data ?? null;
  } catch {
    return null;
  }
}
