import { eq } from "drizzle-orm";
import { TokenVerifier } from "livekit-server-sdk";
import { describe, expect, it } from "vitest";
import { hashPassword } from "../auth";
import { callJobs, reconcileRooms } from "../calls";
import { arrivals, callParticipants } from "../calls/schema";
import { config } from "../config";
import { voice } from "../e2ee/e2ee.fixture";
import { testDatabase, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { doorOf, inIt, refusalOf, TestVisitor, withoutWaitingRoom } from "./door.fixture";
import { meetings } from "./schema";

await testSfu();
const db = await testDatabase();
wire();
const { meeting, as } = doorOf(db);

/** An open meeting whose host is in it. */
async function running(host: TestPerson, more: Partial<typeof meetings.$inferInsert> = {}) {
  const made = await meeting(host, { settings: withoutWaitingRoom, ...more });
  const { callId, admissionId } = inIt(await (await as(host.device)).door.enter({ slug: made.slug }));
  return { ...made, callId, admissionId };
}
const arrivalOf = async (visitor: TestVisitor, slug: string) =>
  (await visitor.api.door.arrive({ slug })).arrival;
const isThere = async (id = "") => (await db.select().from(arrivals).where(eq(arrivals.id, id))).length === 1;

describe("T2 a page stands at the door before its person goes in", () => {
  it("with a token that hides it and lets it do nothing; nobody is told, and nobody is put out for it", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, callId, admissionId } = await running(ana);
    const arrival = await arrivalOf(new TestVisitor(), slug);
    const verifier = new TokenVerifier(config().LIVEKIT_API_KEY, config().LIVEKIT_API_SECRET);
    const { sub, video } = await verifier.verify(arrival?.token ?? "");
    expect(sub).toBe(arrival?.admissionId);
    expect(arrival?.others).toEqual([{ participantId: expect.any(String), admissionId }]);
    expect(video).toMatchObject({
      hidden: true,
      canSubscribe: false,
      canPublish: false,
      canPublishData: false,
    });
    const people = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
    expect(people).toHaveLength(1);
    await reconcileRooms(db);
    expect(await isThere(arrival?.admissionId)).toBe(true);
  });

  it("and goes in with the admission that it has, once", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await running(ana);
    const gil = new TestVisitor();
    const arrival = await arrivalOf(gil, slug);
    const arrivalId = arrival?.admissionId;
    const entered = inIt(await gil.enter(slug, "Gil", { arrivalId }));
    // Nothing is connected in this test: the page is told to connect.
    expect(entered).toMatchObject({ admissionId: arrivalId, isConnected: false });
    expect(await isThere(arrivalId)).toBe(false);
    const other = inIt(await new TestVisitor().enter(slug, "Hal", { arrivalId }));
    expect(other.admissionId).not.toBe(arrivalId);
  });

  it("says with that who it is, and is told who is there: nobody has to be asked for it", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, callId, admissionId } = await running(ana);
    const host = await as(ana.device);
    const hello = voice(callId, admissionId, ana.id).announce();
    await host.e2ee.send({ callId, messages: [hello] });
    const gil = new TestVisitor();
    const arrivalId = (await arrivalOf(gil, slug))?.admissionId ?? "";
    const mine = voice(callId, arrivalId, "").announce({ kind: "guest", userId: null });
    const entered = inIt(await gil.enter(slug, "Gil", { arrivalId, keys: [mine] }));
    expect(entered).toMatchObject({ keys: [hello], others: [{ admissionId, person: { name: "Ana" } }] });
    const { deliveries } = await host.e2ee.since({ callId, seq: 0 });
    expect(deliveries.map(({ message }) => message)).toEqual([mine]);
  });

  it("F28 says nothing in another's name, nothing without its arrival, and does not go in as somebody else", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, callId, admissionId } = await running(ana);
    const host = await as(ana.device);
    const others = voice(callId, admissionId, ana.id).announce();
    const gil = new TestVisitor();
    const arrivalId = (await arrivalOf(gil, slug))?.admissionId ?? "";
    const asPerson = voice(callId, arrivalId, ana.id).announce();
    expect(await refusalOf(gil.enter(slug, "Gil", { arrivalId, keys: [asPerson] }))).toBe("not_found");
    expect(await isThere(arrivalId)).toBe(true);
    expect(inIt(await gil.enter(slug, "Gil", { arrivalId, keys: [others] })).keys).toEqual([]);
    const late = voice(callId, arrivalId, "").announce({ kind: "guest", userId: null });
    expect(inIt(await new TestVisitor().enter(slug, "Hal", { arrivalId, keys: [late] })).keys).toEqual([]);
    expect((await host.e2ee.since({ callId, seq: 0 })).deliveries).toEqual([]);
  });

  it("only that of the meeting which it stands at", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const [mine, other] = [await running(ana), await running(bo)];
    const arrival = await arrivalOf(new TestVisitor(), other.slug);
    const arrivalId = arrival?.admissionId;
    const entered = inIt(await new TestVisitor().enter(mine.slug, "Gil", { arrivalId }));
    expect(entered.admissionId).not.toBe(arrivalId);
    expect(await isThere(arrivalId)).toBe(true);
  });

  it("for two minutes; then it goes in all the same", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, callId } = await running(ana);
    const gil = new TestVisitor();
    const arrivalId = (await arrivalOf(gil, slug))?.admissionId;
    await callJobs["calls.send_off"]({ callId, admissionId: arrivalId });
    expect(await isThere(arrivalId)).toBe(false);
    const entered = inIt(await gil.enter(slug, "Gil", { arrivalId }));
    expect(entered.admissionId).not.toBe(arrivalId);
  });

  it("eight of a session at most", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await running(ana);
    const given = [];
    for (let one = 0; one < 9; one++) given.push((await arrivalOf(new TestVisitor(), slug)) !== null);
    expect(given).toEqual([...Array<boolean>(8).fill(true), false]);
  });

  it("F28 not where one has to ask, knows no password, is out or comes too soon", async () => {
    const another = async () => (await world(db, "Ana")).ana;
    const passwordHash = await hashPassword("open sesame");
    const shut = [
      await running(await another(), { passwordHash }),
      await running(await another(), { lockedAt: new Date() }),
      await running(await another(), { settings: { ...withoutWaitingRoom, waitingRoom: true } }),
      await running(await another(), { isEncrypted: false }),
      await running(await another(), { mostPeople: 1 }),
      await meeting(await another(), { settings: withoutWaitingRoom }),
    ];
    for (const { slug } of shut) expect(await arrivalOf(new TestVisitor(), slug)).toBeNull();
    const ana = await another();
    const { slug, id, callId } = await running(ana);
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    const people = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
    const participantId = people.find((one) => one.guestId !== null)?.id ?? "";
    await (await as(ana.device)).host.remove({ meetingId: id, participantId });
    expect(await arrivalOf(gil, slug)).toBeNull();
  });
});
