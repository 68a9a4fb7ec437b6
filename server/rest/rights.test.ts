import { expect, it } from "vitest";
import { tokenScopes } from "../../lib/pure/token-scopes";
import { startCall } from "../calls";
import { intent, stageFor } from "../calls/calls.fixture";
import { doorOf, inIt, withoutWaitingRoom } from "../meetings/door.fixture";
import { testDatabase, testSfu, world } from "../testing";
import { programs, type Said, type TestProgram } from "./rest.fixture";
import { routes } from "./routes";

await testSfu();
const db = await testDatabase();
const { as } = doorOf(db);
const program = programs(db);

/** Ana, who is rung by Bo, and whose meeting runs with Bo's friend Cy in it; Eve knows nobody. */
async function town() {
  const { ana, bo, cy } = await stageFor(db).contacts();
  const { eve } = await world(db, "Eve");
  const tablet = await ana.addDevice("Tablet");
  const anas = await program.of(ana, tokenScopes);
  const host = (await as(ana.device)).meetings;
  const { meetingId, slug } = await host.create({ settings: withoutWaitingRoom });
  const { callId } = await startCall(db, bo.actor(), intent(ana));
  inIt(await (await as(cy.device)).door.enter({ slug }));
  const { items } = (await anas.ask("GET", `/meetings/${meetingId}/participants`)).body;
  return {
    paths: {
      call_id: callId,
      meeting_id: meetingId,
      device_id: tablet.id,
      person_id: bo.id,
      participant_id: items[0].participant_id as string,
    } as Record<string, string>,
    bo,
    anas,
    eves: await program.of(eve, tokenScopes),
  };
}
type Town = Awaited<ReturnType<typeof town>>;
type Row = readonly [
  id: string,
  own: string | number,
  other: string | number,
  body?: (town: Town) => unknown,
];

/** What whose it is and somebody else hear, in the order in which it is asked: a status, or the code of a refusal. */
const table: Row[] = [
  ["getMe", 200, 200],
  ["updateMe", 200, 200, () => ({ name: "Somebody" })],
  ["listDevices", 200, 200],
  ["updateDevice", 200, "not_found", () => ({ name: "Slate" })],
  ["listIceServers", 200, 200],
  ["listContacts", 200, 200],
  ["getContact", 200, "not_found"],
  ["updateContact", 200, "person_not_found", () => ({ is_favourite: true })],
  ["acceptContact", 200, "person_not_found"],
  ["listCalls", 200, 200],
  ["getCall", 200, "not_found"],
  ["answerCall", 200, "not_found", () => ({})],
  ["declineCall", 204, "not_found", () => ({})],
  ["handOffCall", "already_here", "not_found", () => ({})],
  ["endCall", 204, "not_found", () => ({})],
  ["startCall", 201, 201, ({ bo }) => ({ people: [bo.id], media: "audio" })],
  ["createMeeting", 201, 201, () => ({})],
  ["listMeetings", 200, 200],
  ["getMeeting", 200, "not_found"],
  ["updateMeeting", 200, "not_found", () => ({ topic: "Plans" })],
  ["listParticipants", 200, "not_found"],
  ["removeParticipant", 204, "not_found"],
  ["joinMeeting", "on_another_call", "not_found", () => ({})],
  ["cancelMeeting", 204, "not_found"],
  ["removeContact", 204, 204],
  ["requestContact", 201, 201, ({ bo }) => ({ query: bo.handle })],
  ["blockPerson", 200, 200, () => ({})],
  ["unblockPerson", 200, 200, () => ({})],
  ["signOutDevice", 204, "not_found"],
];

const guarded = routes.filter(({ scope }) => scope !== null);
const codeOf = ({ status, body }: Said) => (status < 400 ? status : body.code);

function asking(where: Town, [id, , , body]: Row) {
  const { method, path } = guarded.find((route) => route.id === id) ?? { method: "", path: "" };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => where.paths[name] ?? "");
  return (who: TestProgram) => who.ask(method, filled, body?.(where));
}

it("every endpoint that needs a token is in the table of who may do what, and nothing else is", () => {
  expect(table.map(([id]) => id).toSorted()).toEqual(guarded.map(({ id }) => id).toSorted());
  expect(routes.filter(({ scope }) => scope === null).map(({ id }) => id)).toEqual([
    "register",
    "login",
    "refresh",
  ]);
});

it("F27 no token, a wrong one, one without the scope, somebody else's and one's own hear what the table says", async () => {
  const where = await town();
  const { ana } = await world(db, "Ana");
  const without = new Map(
    await Promise.all(
      tokenScopes.map(
        async (scope) =>
          [
            scope,
            await program.of(
              ana,
              tokenScopes.filter((one) => one !== scope),
            ),
          ] as const,
      ),
    ),
  );
  const wrong = { headers: { authorization: `Bearer peal_pat_${"x".repeat(43)}` } };
  for (const row of table) {
    const [id, own, other] = row;
    const scope = guarded.find((route) => route.id === id)?.scope ?? "calls:read";
    const ask = asking(where, row);
    const nobody = await ask(program.nobody());
    expect(codeOf(nobody), `${id} without a token`).toBe("not_signed_in");
    expect(nobody.headers.get("www-authenticate")).toBe("Bearer");
    const lacking = await ask(without.get(scope) as TestProgram);
    expect([lacking.status, lacking.body.scope], `${id} without ${scope}`).toEqual([403, scope]);
    expect(codeOf(await ask(where.eves)), `${id} of somebody else`).toBe(other);
    expect(codeOf(await ask(where.anas)), `${id} of one's own`).toBe(own);
  }
  const refused = await program.nobody().ask("GET", "/users/me", undefined, wrong);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
}, 240_000);
