import type { Route } from "./route";
import { routes } from "./routes";

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const patternOf = ({ path }: Route) =>
  new RegExp(
    `^${path
      .split(/\{\w+\}/)
      .map(escaped)
      .join("([^/]+)")}$`,
  );
const namesOf = ({ path }: Route) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
const table = routes.map((route) => ({ route, pattern: patternOf(route), names: namesOf(route) }));

/** The endpoint of a request, and what its path says by name; else the methods that the path has, none for an unknown one. */
export function match(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | { allowed: string[] } {
  const found = table.flatMap((entry) => {
    const values = entry.pattern.exec(path)?.slice(1);
    return values ? [{ ...entry, values }] : [];
  });
  const one = found.find(({ route }) => route.method === method);
  if (!one) return { allowed: found.map(({ route }) => route.method) };
  const params = Object.fromEntries(one.names.map((name, at) => [name, decoded(one.values[at] ?? "")]));
  return { route: one.route, params };
}

/** What cannot be decoded is nothing's name. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
