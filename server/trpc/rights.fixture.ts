import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "../db";
import { doorOf, inIt, TestVisitor } from "../meetings/door.fixture";
import { inMinutes } from "../meetings/meetings.fixture";
import { meetingParticipants } from "../meetings/schema";
import { world } from "../testing";

const key = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString("base64url");
const bytes = (count: number) => Buffer.alloc(count, 1).toString("base64url");

export type RightsTown = Awaited<ReturnType<typeof rightsTown>>;

/** A meeting that runs with its host and a guest, at whose door one waits, from which one was removed, and of which two know nothing. */
export async function rightsTown(db: Database) {
  const { ana, eve } = await world(db, "Ana", "Eve");
  const tablet = await ana.addDevice("Tablet");
  const { as } = doorOf(db);
  const [host, other] = [await as(ana.device), await as(eve.device)];
  const { meetingId, slug } = await host.meetings.create({ topic: "Plans" });
  const times = inMinutes(1_440, { repeats: { frequency: "daily", interval: 1 } });
  const daily = await host.meetings.create({ topic: "Every day", times });
  const { callId, admissionId } = inIt(await host.door.enter({ slug }));
  const [gil, ivo, rex] = [new TestVisitor(), new TestVisitor(), new TestVisitor()];
  for (const [visitor, name] of [
    [gil, "Gil"],
    [rex, "Rex"],
  ] as const) {
    await visitor.enter(slug, name);
    await host.door.admitAll({ meetingId });
    inIt(await visitor.enter(slug));
  }
  const parts = (await host.live.state()).call?.participants ?? [];
  const partOf = (name: string) => parts.find((one) => one.person.name === name)?.participantId ?? "";
  await host.host.remove({ meetingId, participantId: partOf("Rex") });
  await ivo.enter(slug, "Ivo");
  const standings = await db
    .select()
    .from(meetingParticipants)
    .where(eq(meetingParticipants.meetingId, meetingId));
  const group = await host.contacts.groups.create({ name: "Friends", people: [] });
  const invite = await host.contacts.invites.create();
  const webhookUrl = "https://hooks.example.com/peal";
  const { webhookId } = await host.webhooks.create({ url: webhookUrl, types: ["call.ended"] });
  const entryId = randomUUID();
  return {
    webhook: { webhookId },
    webhookUrl,
    ana,
    eve,
    tablet,
    meetingId,
    slug,
    occurrence: { meetingId: daily.meetingId, usualStart: times.startsAt },
    callId,
    admissionId,
    group,
    invite,
    entryId,
    guestPart: partOf("Gil"),
    knockId: standings.find((one) => one.state === "waiting")?.id ?? "",
    callers: {
      anonymous: new TestVisitor().api,
      otherUser: other,
      waitingGuest: ivo.api,
      removedGuest: rex.api,
      guest: gil.api,
      host,
    },
  };
}

/** What each procedure is asked with: always something of the host's, or of the meeting that runs. */
export function rightsInputs(town: RightsTown): Record<string, unknown> {
  const { ana, tablet, meetingId, slug, callId, admissionId, guestPart: participantId } = town;
  const [personId, deviceId, groupId] = [ana.id, tablet.id, town.group.id];
  const inMeeting = { meetingId, participantId };
  const inCall = { callId };
  const knock = { meetingId, participantId: town.knockId };
  const unknown = randomUUID();
  const body = { type: "need", callId, from: admissionId, to: admissionId, number: 1 };
  const message = { body, signature: bytes(64) };
  const wrapped = [{ to: admissionId, enc: key, sealed: bytes(64) }];
  const held = {
    type: "key",
    callId,
    from: admissionId,
    number: 2,
    generation: 0,
    advance: 0,
    reason: "ring",
  };
  const keyMessage = { body: { ...held, rosterHash: bytes(32), wraps: wrapped }, signature: bytes(64) };
  const handle = `new-${randomUUID().slice(0, 8)}`;
  const wraps = [{ boxKey: "key", wrap: "wrap" }];
  const edited = { meetingId, sequence: 0, topic: "Changed" };
  const about = { sequence: 0, roundTripMs: 20, jitterMs: 1, lossDown: 0, lossUp: 0, audioUpKbps: 30 };
  const sent = { videoUpKbps: 900, audioDownKbps: 30, videoDownKbps: 900, width: 640, height: 360 };
  const drawn = { framesPerSecond: 30, freezes: 0, concealed: 0, jitterBufferMs: 20, codec: "vp8" };
  const came = { pressed: "join", agoMs: 900, repliedMs: 50, connectedMs: 300, mediaMs: 600 };
  const way = { connectionType: "host", connectionProtocol: "udp", limitedBy: "none" };
  return {
    "account.signUp": {
      name: "New",
      handle,
      email: `${handle}@example.test`,
      password: "a good long password",
    },
    "account.changePassword": {
      password: "wrong",
      newPassword: "a better password",
      signOutElsewhere: false,
    },
    "account.updateProfile": { name: "Ana" },
    "admin.users": {},
    "admin.suspend": { userId: personId },
    "admin.lift": { userId: personId },
    "admin.setAdmin": { userId: personId, isAdmin: true },
    "admin.endAccount": { userId: personId },
    "admin.endCall": inCall,
    "admin.quality": {},
    "admin.setSignUpMode": { mode: "closed" },
    "admin.reports": {},
    "admin.settleReport": { reportId: unknown, outcome: "dismissed" },
    "admin.audit": {},
    "keeping.deleteAccount": { password: "not this one" },
    "devices.rename": { deviceId, name: "Slate" },
    "devices.setRinging": { deviceId, ringEnabled: true },
    "devices.signOut": { deviceId },
    "contacts.find": { query: ana.handle },
    "contacts.get": { handle: ana.handle },
    "contacts.request": { personId },
    "contacts.accept": { personId },
    "contacts.dismiss": { personId },
    "contacts.remove": { personId },
    "contacts.block": { personId },
    "contacts.unblock": { personId },
    "contacts.favourite": { personId, isFavourite: true },
    "contacts.match": { emails: [ana.email] },
    "contacts.setRing": { personId, isSilenced: true },
    "contacts.groups.get": { groupId },
    "contacts.groups.create": { name: "More", people: [] },
    "contacts.groups.rename": { groupId, name: "Others" },
    "contacts.groups.delete": { groupId },
    "contacts.groups.add": { groupId, people: [town.eve.id] },
    "contacts.groups.remove": { groupId, personId: town.eve.id },
    "contacts.invites.revoke": { inviteId: town.invite.id },
    "contacts.invites.look": { token: "wrong" },
    "contacts.invites.accept": { token: "wrong" },
    "chat.send": { callId, id: unknown, keyId: bytes(16), to: null, body: bytes(32), wraps: [] },
    "chat.since": { callId, after: 0, boxKey: null },
    "chat.writePad": { callId, id: unknown, keyId: bytes(16), body: bytes(32), replaces: [], wraps: [] },
    "chat.padSince": { callId, after: 0, boxKey: null },
    "chat.raise": inCall,
    "chat.lower": inCall,
    "calls.start": { people: [personId], media: "audio", idempotencyKey: randomUUID() },
    "calls.alerted": inCall,
    "calls.answer": inCall,
    "calls.decline": inCall,
    "calls.leave": inCall,
    "calls.join": inCall,
    "calls.hold": inCall,
    "calls.resume": inCall,
    "calls.ringAgain": { callId, personId },
    "calls.addPeople": { callId, people: [unknown] },
    "calls.closing": { admissionId },
    "calls.failed": { callId, admissionId, stage: "ice" },
    "callbacks.answerLater": { callId, minutes: 5 },
    "callbacks.cancel": { callbackId: unknown },
    "callbacks.remindMe": { callId, minutes: 5 },
    "callbacks.dismissReminder": { reminderId: unknown },
    "door.arrive": { slug },
    "door.look": { slug },
    "door.enter": { slug, name: "Somebody" },
    "door.timeLeft": { meetingId },
    "door.stopWaiting": { meetingId },
    "door.admit": knock,
    "door.admitAll": { meetingId },
    "door.deny": knock,
    "door.tellWaiting": { meetingId, message: "Soon" },
    "e2ee.send": { callId, messages: [message] },
    "e2ee.hold": { callId, to: admissionId, message: keyMessage },
    "e2ee.since": { callId, seq: 0 },
    "handoff.ask": { callId, deviceId },
    "handoff.cancel": inCall,
    "handoff.decline": inCall,
    "handoff.take": inCall,
    "handoff.warm": inCall,
    "handoff.seen": { callId, admissionId },
    "handoff.accompany": inCall,
    "handoff.carry": { callId, microphone: true, camera: true },
    "history.list": {},
    "history.get": { id: town.entryId },
    "history.remove": { id: town.entryId },
    "history.restore": { ids: [town.entryId] },
    "history.notePlayed": { id: town.entryId },
    "history.noteReceiver": inCall,
    "history.sealedNote": { id: town.entryId },
    "history.shareNote": {
      id: town.entryId,
      wraps: [{ deviceId, boxKey: key, enc: key, sealed: bytes(48) }],
    },
    "history.removeNote": { id: town.entryId },
    "history.takeNoteBack": inCall,
    "host.mute": inMeeting,
    "host.muteAll": { meetingId },
    "host.askToUnmute": inMeeting,
    "host.allowCamera": { ...inMeeting, isAllowed: false },
    "host.remove": inMeeting,
    "host.lock": { meetingId, isLocked: true },
    "host.spotlight": inMeeting,
    "host.allow": { meetingId, allowed: { chat: false } },
    "host.rename": { ...inMeeting, name: "Other" },
    "host.renameSelf": { meetingId, name: "Other" },
    "host.setCoHost": { ...inMeeting, isCoHost: true },
    "host.handOver": inMeeting,
    "host.endForAll": { meetingId },
    "host.attendance": { meetingId },
    "identity.publish": { identityKey: key, boxKey: key, boxSignature: bytes(64) },
    "identity.begin": { commitment: bytes(32) },
    "identity.takeUp": { deviceId, nonce: bytes(32) },
    "identity.reveal": { nonce: bytes(32) },
    "identity.wrongDigits": { deviceId },
    "identity.end": { deviceId },
    "identity.resetRoot": { version: 1 },
    "identity.unverify": { contactId: personId },
    "identity.people": { userIds: [personId] },
    "meetings.get": { meetingId },
    "meetings.create": { topic: "Another" },
    "meetings.personal": {},
    "meetings.edit": edited,
    "meetings.cancel": { meetingId },
    "meetings.cancelOccurrence": town.occurrence,
    "meetings.changeOccurrence": {
      ...town.occurrence,
      sequence: 0,
      startsAt: town.occurrence.usualStart,
      minutes: 45,
      topic: "Longer",
    },
    "meetings.rotateLink": { meetingId },
    "meetings.newHostLink": { meetingId },
    "meetings.becomeHost": { slug, hostSecret: bytes(32) },
    "meetings.shareLinkSecret": { meetingId, wraps },
    "meetings.invitation": { token: "wrong" },
    "meetings.respond": { token: "wrong", response: "accepted" },
    "push.subscribe": {
      endpoint: "http://push.example.test/x",
      keys: { p256dh: bytes(65), auth: bytes(16) },
    },
    "push.decline": { callId, nonce: unknown },
    "presence.changeSettings": {},
    "presence.setQuiet": { kind: "off" },
    "regions.tell": { roundTrips: [] },
    "doctor.heardTrials": { trialIds: [randomUUID()] },
    "relay.changeSettings": { isRelayOnly: false },
    "quality.report": { callId, admissionId, ...about, ...sent, ...drawn, ...way },
    "quality.arrived": { callId, admissionId, ...came },
    "quality.ofCall": inCall,
    "quality.rate": { callId, rating: 5 },
    "reports.send": { personId, reason: "spam" },
    "tokens.create": { name: "Doorbell", scopes: ["calls:read"], days: 7 },
    "tokens.revoke": { tokenId: unknown },
    "webhooks.create": { url: town.webhookUrl, types: ["call.started"] },
    "webhooks.change": { ...town.webhook, url: town.webhookUrl, types: ["call.started"] },
    "webhooks.remove": town.webhook,
    "webhooks.rotate": town.webhook,
    "webhooks.enable": town.webhook,
    "webhooks.test": town.webhook,
    "webhooks.deliveries": town.webhook,
  };
}
