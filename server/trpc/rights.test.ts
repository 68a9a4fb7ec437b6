import { expect, it } from "vitest";
import { refusalOf } from "../meetings/door.fixture";
import { testDatabase, testSfu } from "../testing";
import { rightsInputs, type RightsTown, rightsTown } from "./rights.fixture";
import { actors, rights } from "./rights.table";
import { appRouter } from "./router";

await testSfu();
const db = await testDatabase();

type Step = { [name: string]: Step } & ((input?: unknown) => Promise<unknown>);
type Kind = { _def: { type: "query" | "mutation" } };
const all = appRouter._def.procedures as unknown as Record<string, Kind>;
const procedures = Object.entries(all).toSorted(([a], [b]) => a.localeCompare(b));
/** After these the town is another one: whoever was in the meeting is not, or things that are asked for are gone. */
const SPOILING = [
  /^(calls|handoff)\./,
  /^host\.(remove|endForAll|lock)$/,
  /^meetings\.(cancel|cancelOccurrence|edit|rotateLink)$/,
  /^door\.(enter|admit|admitAll|deny|stopWaiting|keepVisit)$/,
  /^account\.signOut$|^devices\.signOut/,
  /^contacts\.(block|unblock|remove|request|dismiss|groups\.delete|invites\.revoke)$/,
  /^webhooks\.remove$/,
];

async function outcomesOf(name: string, town: RightsTown): Promise<string[]> {
  const outcomes: string[] = [];
  for (const actor of actors) {
    const verb = name
      .split(".")
      .reduce((step, part) => step[part] as Step, town.callers[actor] as unknown as Step);
    outcomes.push((await refusalOf(verb(rightsInputs(town)[name]))) ?? "may");
  }
  return outcomes;
}

it("F27 every procedure is in the table of who may do what, and nothing else is", () => {
  expect(Object.keys(rights).toSorted()).toEqual(procedures.map(([name]) => name).toSorted());
});

it("F27 each procedure × anonymous, other user, waiting guest, removed guest, guest and host is as the table says", async () => {
  let town = await rightsTown(db);
  const found: Record<string, string> = {};
  for (const [name, procedure] of procedures) {
    const outcomes = await outcomesOf(name, town);
    found[name] = outcomes.join(" ");
    const isSpoilt = procedure._def.type === "mutation" && outcomes.includes("may");
    if (isSpoilt && SPOILING.some((which) => which.test(name))) town = await rightsTown(db);
  }
  if (process.env.PEAL_SHOW_RIGHTS) console.info(JSON.stringify(found, null, 1));
  const said = Object.fromEntries(Object.entries(rights).map(([name, row]) => [name, row.join(" ")]));
  expect(found).toEqual(said);
}, 240_000);
