import type { Line } from "./transcript";
import { inertText } from "./written";

const EXCERPT = 120;

/** The beginning of a message, in one line. */
export function excerptOf(line: Line): string {
  if (line.kind === "text") return inertText(line.says.text).replaceAll(/\s+/g, " ").slice(0, EXCERPT);
  if (line.kind === "poll") return inertText(line.says.question);
  return line.kind === "file" ? inertText(line.says.name) : "…";
}
