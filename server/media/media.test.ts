import { randomUUID } from "node:crypto";
import { AccessToken, TokenVerifier } from "livekit-server-sdk";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { config } from "../config";
import { problemOf } from "../errors";
import { testDatabase, testSfu } from "../testing";
import {
  createRoom,
  deleteRoom,
  hearTrial,
  heardTrials,
  listIdentities,
  mintToken,
  openTrials,
  readWebhook,
  removeParticipant,
} from "./index";

await testSfu();
const db = await testDatabase();
const now = 1_800_000_000_000;

async function signed(body: string, secret = config().LIVEKIT_API_SECRET): Promise<string> {
  const token = new AccessToken(config().LIVEKIT_API_KEY, secret, { ttl: 60 });
  token.sha256 = createHash("sha256").update(body).digest("base64");
  return await token.toJwt();
}

const event = (fields: object) =>
  JSON.stringify({ id: randomUUID(), createdAt: String(now / 1000), event: "participant_left", ...fields });

describe("M1 a token", () => {
  it("opens one room to one identity, with the four sources and nothing else", async () => {
    const [callId, admissionId] = [randomUUID(), randomUUID()];
    const verifier = new TokenVerifier(config().LIVEKIT_API_KEY, config().LIVEKIT_API_SECRET);
    const claims = await verifier.verify(await mintToken(callId, admissionId));
    expect(claims.sub).toBe(admissionId);
    expect(claims.name ?? "").toBe("");
    expect(claims.metadata ?? "").toBe("");
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBeLessThanOrEqual(90);
    expect(claims.video).toEqual({
      roomJoin: true,
      hidden: false,
      room: callId,
      canSubscribe: true,
      canPublish: true,
      canPublishSources: ["microphone", "camera", "screen_share", "screen_share_audio"],
      canPublishData: true,
      canUpdateOwnMetadata: false,
    });
  });
});

describe("a room at the SFU", () => {
  it("is made as often as asked, and gone as often as asked", async () => {
    const callId = randomUUID();
    await createRoom(callId, async () => []);
    await createRoom(callId, async () => []);
    expect(await listIdentities(callId)).toEqual(new Set());
    await removeParticipant(callId, randomUUID());
    await deleteRoom(callId);
    await deleteRoom(callId);
    expect(await listIdentities(callId)).toEqual(new Set());
  });
});

describe("F22 a webhook", () => {
  const ids = { room: { name: randomUUID() }, participant: { identity: randomUUID() } };
  const refusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => null,
      (error: unknown) => problemOf(error),
    );

  it("of LiveKit is read in Peal's words", async () => {
    const body = event({ ...ids, participant: { ...ids.participant, disconnectReason: "CLIENT_INITIATED" } });
    expect(await readWebhook(body, await signed(body), now)).toEqual({
      kind: "left",
      callId: ids.room.name,
      admissionId: ids.participant.identity,
      byIntent: true,
    });
  });

  it("with a wrong signature, none, another body, or older than 5 minutes is refused as if nothing were here", async () => {
    const body = event(ids);
    const wrong = await signed(body, "another-secret-of-at-least-32-characters");
    const good = await signed(body);
    expect(await refusal(readWebhook(body, wrong, now))).toEqual({ code: "not_found" });
    expect(await refusal(readWebhook(body, null, now))).toEqual({ code: "not_found" });
    expect(await refusal(readWebhook(`${body} `, good, now))).toEqual({ code: "not_found" });
    expect(await refusal(readWebhook(body, good, now + 301_000))).toEqual({ code: "not_found" });
  });

  it("of a trial's room is noted, of one that was never opened it changes nothing", async () => {
    const [trial] = await openTrials(db);
    if (!trial?.token) throw new Error("no room");
    const claims = await new TokenVerifier(config().LIVEKIT_API_KEY, config().LIVEKIT_API_SECRET).verify(
      trial.token,
    );
    expect(claims.video).toMatchObject({
      room: `trial.${trial.id}`,
      canPublish: false,
      canPublishData: false,
      hidden: true,
    });
    expect(await heardTrials(db, [trial.id])).toEqual([]);
    const body = event({ event: "room_started", room: { name: `trial.${trial.id}` } });
    const read = await readWebhook(body, await signed(body), now);
    expect(read).toEqual({ kind: "trial", trialId: trial.id });
    await hearTrial(db, trial.id);
    await hearTrial(db, randomUUID());
    expect(await heardTrials(db, [trial.id, randomUUID()])).toEqual([trial.id]);
  });

  it("about something that is not a call of ours is left alone", async () => {
    const body = event({ room: { name: "somebody-else" }, participant: { identity: "x" } });
    expect(await readWebhook(body, await signed(body), now)).toEqual({ kind: "other" });
  });
});
