import { embeddedCode } from "@/lib/embed/place";

/** Headers of every request to the API: a script of this origin asks, on the page that it says. */
export function ownHeaders(): Record<string, string> {
  const code = embeddedCode();
  return { "x-peal": "1", ...(code && { "x-peal-embed": code }) };
}
