import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { type Stack, startStack } from "../e2e/stack";
import { benchAnswer } from "./answer";
import { benchCapacity } from "./capacity";
import { benchDelay } from "./delay";
import { type Figure, printFigures } from "./figures";
import { benchGallery } from "./gallery";
import { benchHandoff } from "./handoff";
import { benchJoins } from "./joins";
import { benchLinks } from "./links";
import { benchMeeting } from "./meeting";
import { benchMemory } from "./memory";
import { benchNetworks } from "./networks";
import { benchNodes } from "./nodes";
import { benchRing } from "./ring";
import { benchSecrecy } from "./secrecy";
import { benchWeight } from "./weight";

const BENCHES: Record<string, (stack: Stack) => Promise<Figure[]>> = {
  ring: benchRing,
  answer: benchAnswer,
  handoff: benchHandoff,
  gallery: benchGallery,
  weight: benchWeight,
  memory: benchMemory,
  capacity: benchCapacity,
  secrecy: benchSecrecy,
  networks: benchNetworks,
  delay: benchDelay,
  joins: benchJoins,
  links: benchLinks,
  meeting: benchMeeting,
  nodes: benchNodes,
};
const RESULTS = path.resolve(import.meta.dirname, "results");

function chosen(args: string[]): string[] {
  const at = args.findIndex((arg) => arg.startsWith("--only"));
  const said = at < 0 ? "" : (args[at]?.split("=")[1] ?? args[at + 1] ?? "");
  const names = said ? said.split(",") : Object.keys(BENCHES);
  const wrong = names.find((name) => !(name in BENCHES));
  if (wrong !== undefined)
    throw new Error(`There is no bench ${wrong}; there are ${Object.keys(BENCHES).join(", ")}.`);
  return names;
}

const names = chosen(process.argv.slice(2));
const stack = await startStack({ PEAL_LIVE_PER_USER: "100000", PEAL_LIVE_PER_ADDRESS: "100000" });
process.once("SIGTERM", () => void stack.stop().then(() => process.exit(143)));
const figures: Figure[] = [];
try {
  for (const name of names) {
    console.log(`… ${name}`);
    figures.push(...((await BENCHES[name]?.(stack)) ?? []));
  }
} finally {
  await stack.stop();
}
console.log(
  `\nNode ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), all on one machine.`,
);
printFigures(figures);
mkdirSync(RESULTS, { recursive: true });
writeFileSync(path.join(RESULTS, "latest.json"), `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
