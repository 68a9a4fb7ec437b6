import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { tokenScopes } from "../../lib/pure/token-scopes";
import { startCall } from "../calls";
import { intent, stageFor } from "../calls/calls.fixture";
import { config } from "../config";
import { doorOf, refusalOf } from "../meetings/door.fixture";
import { sessionCookie, testDatabase, testSfu } from "../testing";
import { openApiDocument } from ".";
import { programs } from "./rest.fixture";

await testSfu();
const db = await testDatabase();
const { as } = doorOf(db);
const program = programs(db);
const { contacts } = stageFor(db);
config().PEAL_LIMIT_MEETING.points = 1000;
// Each makes its own people, calls and meetings.
vi.setConfig({ testTimeout: 60_000 });
const usual = config().PEAL_LIMIT_API;
afterEach(() => {
  config().PEAL_LIMIT_API = usual;
});

const people = async () => {
  const known = await contacts();
  return {
    ...known,
    anas: await program.of(known.ana, tokenScopes),
    bos: await program.of(known.bo, tokenScopes),
  };
};

describe("borders", async () => {
  const town = await people();
  test("a refusal is a problem document with the problem's data beside it", async () => {
    const { anas } = town;
    const { status, body, headers } = await anas.ask("POST", "/calls", { people: ["x"], media: "audio" });
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toEqual({
      type: "http://localhost:3000/developers#bad_input",
      title: "Bad input",
      status: 400,
      code: "bad_input",
      field: "people.0",
      reason: "invalid_format",
    });
  });

  test("a wrong field is named as the API names it, and names of the inside are nobody's", async () => {
    const { anas, bo } = town;
    const sent = (is: object) => anas.ask("PATCH", `/contacts/${bo.id}`, is);
    expect((await sent({ is_favourite: "yes" })).body.field).toBe("is_favourite");
    expect((await sent({ isFavourite: true })).body.field).toBe("is_favourite");
  });

  test("unknown paths are 404, other methods 405 with those that are allowed", async () => {
    const nobody = program.nobody();
    expect((await nobody.ask("GET", "/nothing")).body.code).toBe("not_found");
    expect((await nobody.ask("GET", "/tokens")).body.code).toBe("not_found");
    const { status, headers } = await nobody.ask("PUT", "/users/me", {});
    expect([status, headers.get("allow")]).toEqual([405, "GET, PATCH"]);
    expect((await nobody.ask("POST", "/openapi.json")).status).toBe(405);
  });

  test("a body that is no JSON, no object, of another kind or over 64 KB is refused", async () => {
    const { anas } = town;
    const sent = (raw: string, headers = {}) => anas.ask("PATCH", "/users/me", undefined, { raw, headers });
    expect((await sent("{")).body).toMatchObject({ status: 400, reason: "json" });
    expect((await sent("[]")).body).toMatchObject({ status: 400, code: "bad_input" });
    expect((await sent('{"name":"A"}', { "content-type": "text/plain" })).body.reason).toBe("content_type");
    expect((await sent(JSON.stringify({ name: "x".repeat(70_000) }))).body.reason).toBe("too_large");
  });

  test("F34 what another site sends is 403, and a session's cookie is nobody", async () => {
    const { ana, anas } = town;
    const from = (headers: Record<string, string>) => anas.ask("GET", "/users/me", undefined, { headers });
    expect((await from({ origin: "https://elsewhere.test" })).body.code).toBe("forbidden_origin");
    expect((await from({ "sec-fetch-site": "cross-site" })).body.code).toBe("forbidden_origin");
    expect((await from({ origin: "http://localhost:3000" })).status).toBe(200);
    const cookie = await sessionCookie(ana.device);
    const headers = { cookie, "x-peal": "1" };
    expect((await program.nobody().ask("GET", "/users/me", undefined, { headers })).status).toBe(401);
  });

  test("A3 requests are limited, by person, and by address where there is none", async () => {
    const { anas, bos } = await people();
    config().PEAL_LIMIT_API = { points: 2, perMs: 60_000 };
    for (let times = 0; times < 2; times += 1) expect((await anas.ask("GET", "/users/me")).status).toBe(200);
    const { status, headers, body } = await anas.ask("GET", "/users/me");
    expect([status, body.code]).toEqual([429, "rate_limited"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await bos.ask("GET", "/users/me")).status).toBe(200);
    const nobody = program.nobody();
    for (let times = 0; times < 2; times += 1) await nobody.ask("GET", "/users/me");
    expect((await nobody.ask("POST", "/auth/refresh", { refresh_token: "x" })).status).toBe(429);
  });

  test("a revoked token is nobody at once", async () => {
    const { ana, anas } = await people();
    const api = await as(ana.device);
    const [token] = await api.tokens.list();
    await api.tokens.revoke({ tokenId: token?.id ?? "" });
    expect((await anas.ask("GET", "/users/me")).body.code).toBe("not_signed_in");
  });
});

test("register, log in, use, refresh; a refresh token that comes twice ends it all", async () => {
  const nobody = program.nobody();
  const handle = `new-${randomUUID().slice(0, 8)}`;
  const account = { email: `${handle}@example.test`, password: "a good long password" };
  expect((await nobody.ask("POST", "/auth/register", { ...account, name: "New", handle })).status).toBe(201);
  const wrong = await nobody.ask("POST", "/auth/login", { ...account, password: "wrong" });
  expect([wrong.status, wrong.body.code]).toEqual([401, "wrong_credentials"]);
  const { body: first } = await nobody.ask("POST", "/auth/login", { ...account, device_name: "Bell" });
  const me = (token: string) =>
    nobody.ask("GET", "/users/me", undefined, { headers: { authorization: `Bearer ${token}` } });
  expect((await me(first.access_token)).body).toMatchObject({ handle, device_name: "Bell" });
  expect((await me(first.refresh_token)).status).toBe(401);
  const renew = (refresh_token: string) => nobody.ask("POST", "/auth/refresh", { refresh_token });
  const { body: second } = await renew(first.refresh_token);
  expect((await me(second.access_token)).status).toBe(200);
  expect((await renew(first.refresh_token)).status).toBe(401);
  expect((await me(second.access_token)).status).toBe(401);
  expect((await renew(second.refresh_token)).status).toBe(401);
});

describe("pages", () => {
  test("of contacts bring each once, whatever is taken out meanwhile", async () => {
    const { anas, bo, cy, dee } = await people();
    const page = (cursor?: string) =>
      anas.ask("GET", `/contacts?limit=1${cursor ? `&cursor=${cursor}` : ""}`);
    const { body: one } = await page();
    await anas.ask("DELETE", `/contacts/${one.items[0].id}`);
    const { body: two } = await page(one.next_cursor);
    const rest = [bo, cy, dee].filter(({ id }) => id !== one.items[0].id).map(({ id }) => id);
    expect(rest).toContain(two.items[0].id);
    const { body: all } = await anas.ask("GET", "/contacts");
    expect(all.items).toHaveLength(2);
    expect(all.next_cursor).toBeNull();
    expect((await anas.ask("GET", "/contacts?state=blocked")).body.items).toEqual([]);
  });

  test("of calls bring those that run first, then each past one once", async () => {
    const { ana, bo, bos, anas } = await people();
    const ended: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { callId } = await startCall(db, ana.actor(), intent(bo));
      await bos.ask("POST", `/calls/${callId}/decline`, { message: "Later" });
      ended.unshift(callId);
    }
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const { body: first } = await bos.ask("GET", "/calls?limit=2");
    expect(first.items[0]).toMatchObject({
      id: callId,
      state: "ringing",
      standing: "incoming",
      media: "video",
    });
    const { body: second } = await bos.ask("GET", `/calls?limit=2&cursor=${first.next_cursor}`);
    const past = [...first.items.slice(1), ...second.items];
    expect(past.map(({ id }: { id: string }) => id)).toEqual(ended);
    expect(past[0]).toMatchObject({ state: "ended", direction: "incoming", status: "declined" });
    expect(second.next_cursor).toBeNull();
    expect((await anas.ask("GET", `/calls/${ended[0]}`)).body.status).toBe("declined");
  });

  test("a cursor that this server never gave, or too long a page, is refused", async () => {
    const { anas } = await people();
    for (const cursor of ["x", Buffer.from('{"id":1}').toString("base64url")])
      for (const path of ["/calls", "/contacts", "/meetings", "/devices"])
        expect((await anas.ask("GET", `${path}?cursor=${cursor}`)).body).toMatchObject({ field: "cursor" });
    expect((await anas.ask("GET", "/calls?limit=101")).body.field).toBe("limit");
  });
});

describe("calls", () => {
  test("one program calls, another answers, both get what a LiveKit client connects with, one ends it", async () => {
    const { anas, bos, bo } = await people();
    const begun = await anas.ask("POST", "/calls", { people: [bo.id], media: "audio", topic: "Hello" });
    expect(begun.status).toBe(201);
    const { id, connection, deduplicated } = begun.body;
    expect(deduplicated).toBe(false);
    expect(connection).toMatchObject({ call_id: id, is_encrypted: true, url: config().LIVEKIT_PUBLIC_URL });
    expect((await bos.ask("GET", `/calls/${id}`)).body).toMatchObject({
      standing: "incoming",
      topic: "Hello",
    });
    const answered = await bos.ask("POST", `/calls/${id}/answer`);
    expect(answered.body).toMatchObject({ call_id: id, ice_servers: expect.any(Array) });
    const { body: seen } = await anas.ask("GET", `/calls/${id}`);
    expect(seen).toMatchObject({ state: "active", standing: "here", direction: "outgoing" });
    const mine = seen.participants.find((one: { is_me: boolean }) => one.is_me);
    expect(mine.participant_id).toBe(connection.participant_id);
    expect((await bos.ask("POST", `/calls/${id}/end`)).status).toBe(204);
    expect((await anas.ask("GET", `/calls/${id}`)).body).toMatchObject({
      state: "ended",
      status: "completed",
    });
  });

  test("a repeat with the same key is the same call; for somebody else the key is another", async () => {
    const { anas, bo, bos, cy } = await people();
    const again = { headers: { "idempotency-key": "order-7" } };
    const wish = { people: [bo.id], media: "audio" };
    const { body: first } = await anas.ask("POST", "/calls", wish, again);
    const { body: repeat } = await anas.ask("POST", "/calls", wish, again);
    expect(repeat).toMatchObject({ id: first.id, deduplicated: true });
    const other = await anas.ask("POST", "/calls", { ...wish, media: "video" }, again);
    expect([other.status, other.body.code]).toEqual([409, "key_reused"]);
    await bos.ask("POST", `/calls/${first.id}/decline`);
    const { body: bosOwn } = await bos.ask("POST", "/calls", { people: [cy.id], media: "audio" }, again);
    expect(bosOwn.id).not.toBe(first.id);
    const bad = { headers: { "idempotency-key": "two words" } };
    expect((await anas.ask("POST", "/calls", wish, bad)).body.field).toBe("Idempotency-Key");
  });

  test("a call on a browser continues on the program, which is not there yet for others until it is seen", async () => {
    const { ana, anas, bo } = await people();
    const { callId } = await startCall(db, bo.actor(), intent(ana));
    await (await as(ana.device)).calls.answer({ callId });
    expect((await anas.ask("GET", `/calls/${callId}`)).body.standing).toBe("elsewhere");
    const { status, body } = await anas.ask("POST", `/calls/${callId}/handoff`);
    expect([status, body.connection.call_id]).toEqual([200, callId]);
    const asked = await anas.ask("POST", `/calls/${callId}/handoff`, { device_id: ana.device.id });
    expect(asked.status).toBeGreaterThanOrEqual(400);
  });
});

describe("meetings", () => {
  test("a meeting has id, link, host link and settings; a repeat is the same one with a new host link", async () => {
    const { anas, bo } = await people();
    const times = { starts_at: "2099-03-28T09:00", minutes: 45, time_zone: "Europe/Berlin" };
    const wish = { topic: "Plans", times, password: "sesame", settings: { waiting_room: false } };
    const again = { headers: { "idempotency-key": "plans" } };
    const { status, body } = await anas.ask("POST", "/meetings", wish, again);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      topic: "Plans",
      minutes: 45,
      has_password: true,
      first_start: times.starts_at,
    });
    expect(body.settings).toMatchObject({ most_people: 100, waiting_room: false, mute_on_entry: false });
    expect(body.link).toBe(`http://localhost:3000/${body.slug}`);
    expect(body.host_link).toMatch(new RegExp(`^${body.link}#h=[\\w-]{43}$`));
    expect(JSON.stringify(body)).not.toContain("sesame");
    const { body: repeat } = await anas.ask("POST", "/meetings", wish, again);
    expect(repeat.id).toBe(body.id);
    const hostSecret = (link: string) => link.split("#h=")[1] ?? "";
    const bos = (await as(bo.device)).meetings;
    const host = (link: string) => bos.becomeHost({ slug: body.slug, hostSecret: hostSecret(link) });
    expect(await refusalOf(host(body.host_link))).toBe("not_found");
    expect(await host(repeat.host_link)).toEqual({ meetingId: body.id });
  });

  test("what a change leaves out stays", async () => {
    const { anas } = await people();
    const { body: made } = await anas.ask("POST", "/meetings", {
      topic: "Plans",
      password: "sesame",
      invitees: ["bo@example.test"],
      settings: { chat: false, most_people: 12 },
    });
    const change = (body: unknown) => anas.ask("PATCH", `/meetings/${made.id}`, body);
    const { body: changed } = await change({ settings: { recording: false } });
    expect(changed).toMatchObject({
      topic: "Plans",
      has_password: true,
      invitees: [{ email: "bo@example.test" }],
      settings: { chat: false, recording: false, most_people: 12, video: true },
    });
    expect((await change({ topic: "Other", password: null })).body).toMatchObject({
      topic: "Other",
      has_password: false,
      settings: changed.settings,
    });
    expect((await change({ topic: "Late", sequence: 0 })).body.code).toBe("meeting_changed");
  });

  test("a host joins and is told who is there; who has to wait is told nothing, and then goes in by the link", async () => {
    const { ana, anas, bos } = await people();
    const { body: made } = await anas.ask("POST", "/meetings", { topic: "Secret plans", password: "sesame" });
    const { body: inIt } = await anas.ask("POST", `/meetings/${made.id}/join`);
    expect(inIt).toMatchObject({ status: "admitted", is_muted: false, url: config().LIVEKIT_PUBLIC_URL });
    expect(inIt.participants).toMatchObject([
      { participant_id: inIt.participant_id, name: "Ana", role: "host" },
    ]);
    const knock = (body: object) => bos.ask("POST", `/meetings/${made.slug}/join`, body);
    expect((await knock({})).body.code).toBe("meeting_password_needed");
    expect((await knock({ password: "wrong" })).body.code).toBe("wrong_meeting_password");
    expect((await knock({ password: "sesame" })).body).toEqual({ status: "waiting" });
    expect((await bos.ask("GET", `/meetings/${made.id}/participants`)).body.code).toBe("not_found");
    await (await as(ana.device)).door.admitAll({ meetingId: made.id });
    const { body: admitted } = await knock({});
    expect(admitted.participants).toHaveLength(2);
    const out = await anas.ask("DELETE", `/meetings/${made.id}/participants/${admitted.participant_id}`);
    expect(out.status).toBe(204);
    expect((await knock({ password: "sesame" })).body.code).toBe("removed_by_host");
    const own = await anas.ask("DELETE", `/meetings/${made.id}/participants/${inIt.participant_id}`);
    expect(own.body.code).toBe("is_yourself");
  });
});

test("the document is of OpenAPI 3.1, for everybody, and tells of every password in a body alone", async () => {
  const { body, headers } = await program.nobody().ask("GET", "/openapi.json");
  expect(headers.get("content-type")).toContain("application/json");
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  expect(body.openapi).toBe("3.1.0");
  const parameters = Object.values(body.paths).flatMap((path) =>
    Object.values(path as Record<string, { parameters: { name: string }[] }>).flatMap(
      (one) => one.parameters,
    ),
  );
  expect(parameters.filter(({ name }) => /password|token|secret/.test(name))).toEqual([]);
  // As RTCPeerConnection takes them.
  const { "/ice-servers": _, ...paths } = body.paths;
  expect(JSON.stringify(paths)).not.toMatch(/[a-z][A-Z][a-z]+":\{"(type|anyOf)/);
});
