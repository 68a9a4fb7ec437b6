import { isProblem, type Trouble } from "./problem-of";

/**
 * Opens a session with the two requests that next-auth takes; its own client would weigh more than this page.
 * Null when signed in, else what is wrong.
 */
export async function signIn(email: string, password: string): Promise<Trouble | null> {
  try {
    const csrf: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
    const answer = await post("/api/auth/callback/credentials", { ...csrf, email, password });
    const { url, problem }: { url?: string; problem?: unknown } = await answer.json();
    if (isProblem(problem)) return problem;
    const reason = url ? new URL(url, location.origin).searchParams.get("error") : null;
    if (!answer.ok || reason) return refusalOf(reason);
    keepVisit();
    return null;
  } catch {
    return { code: "offline" };
  }
}

/** What this browser did as a guest of meetings is the person's from now on. It goes on while the page changes. */
function keepVisit(): void {
  const headers = { "x-peal": "1", "content-type": "application/json" };
  fetch("/api/trpc/door.keepVisit", { method: "POST", keepalive: true, headers }).catch(() => {});
}

/** Ends the session's cookie; the device's row is ended before by `account.signOut`. */
export async function endSession(): Promise<void> {
  const csrf: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
  await post("/api/auth/signout", csrf);
}

function post(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: { "x-peal": "1" },
    body: new URLSearchParams({ ...fields, json: "true", callbackUrl: "/" }),
  });
}

// The server's refusal comes as the text of an error in an address: its code, with the ms to wait if limited.
function refusalOf(reason: string | null): Trouble {
  const limited = reason?.match(/^rate_limited:(\d+)$/);
  if (limited) return { code: "rate_limited", retryAfterMs: Number(limited[1]) };
  return { code: reason === "wrong_credentials" || reason === "account_suspended" ? reason : "offline" };
}
