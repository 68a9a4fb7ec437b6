/** Where to go after signing in: a path on this site and nothing else; home for anything else. */
export function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/[\w-][\w/.~%:?=&+-]*$/.test(next) ? next : "/";
}
