const PROBE = "peal-embed-probe";

/**
 * Whether this browser keeps anything for a page inside another site's: a cookie as a guest's is, and what belongs to a tab. Nothing stays
 * of the attempt.
 */
export function keepsAnything(): boolean {
  const how = "Path=/; SameSite=None; Secure; Partitioned";
  document.cookie = `${PROBE}=1; Max-Age=60; ${how}`;
  const isKept = document.cookie.includes(`${PROBE}=1`);
  document.cookie = `${PROBE}=; Max-Age=0; ${how}`;
  try {
    // Throws where it is refused; keys are then refused too.
    return isKept && sessionStorage.length >= 0;
  } catch {
    return false;
  }
}
