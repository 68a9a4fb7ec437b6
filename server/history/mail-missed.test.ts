import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { users } from "../auth/schema";
import { alerted, answerCall, leaveCall, startCall, sweepDeadlines } from "../calls";
import { config } from "../config";
import { headersOf, type Mail, plain as decoded, smtpSink } from "../mail/smtp-sink.fixture";
import { changeRingSettings } from "../presence/settings";
import { subscribe } from "../push/subscribe";
import { pushBrowser } from "../push/push-service.fixture";
import { databaseAhead, makeContacts, type TestPerson, testDatabase, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { mailMissed } from "./mail-missed";
import { markSeen } from "./mark-seen";
import { historyEntries } from "./schema";

process.env.PEAL_LIMIT_RING_PERSON = "100/60";
process.env.PEAL_LIMIT_RING = "100/60";
await testSfu();
const db = await testDatabase();
const muchLater = databaseAhead("40 seconds");
wire();

const sink = await smtpSink();
const { mails } = sink;
const settings = config() as { PEAL_SMTP_URL?: string };

/** What came for somebody. */
const sentTo = ({ email }: TestPerson) => mails.filter((mail) => mail.to.includes(email));
const plain = ({ source }: Mail) => decoded(source);

async function pair(wantsMail = true) {
  const people = await world(db, "Ana", "Bo");
  await makeContacts(db, people.ana, people.bo);
  await changeRingSettings(db, people.bo.actor(), { hasMissedCallMail: wantsMail });
  return people;
}

async function rings(from: TestPerson, to: TestPerson): Promise<string> {
  const { callId } = await startCall(db, from.actor(), {
    people: [to.id],
    media: "audio",
    idempotencyKey: randomUUID(),
  });
  return callId;
}
const entryOf = async (callId: string, { id }: TestPerson) => {
  const rows = await db.select().from(historyEntries).where(eq(historyEntries.callId, callId));
  return rows.find((row) => row.userId === id)?.id ?? "";
};
/** How many jobs for an e-mail wait for this entry. */
async function queued(entryId: string): Promise<number> {
  const rows = await db.execute(sql`select 1 from graphile_worker._private_jobs
    where payload ->> 'entryId' = ${entryId}`);
  return rows.length;
}
async function misses(from: TestPerson, to: TestPerson): Promise<string> {
  const callId = await rings(from, to);
  await leaveCall(db, from.actor(), { callId });
  return await entryOf(callId, to);
}

describe("R7 a missed call that no device could be told of is told by e-mail, by choice", () => {
  it("once, with who called and a link to it; a job that runs twice, or twice at once, sends one", async () => {
    const { ana, bo } = await pair();
    const callId = await rings(ana, bo);
    await sweepDeadlines(muchLater);
    const entryId = await entryOf(callId, bo);
    expect(await queued(entryId)).toBe(1);
    await Promise.all([mailMissed(db, entryId), mailMissed(db, entryId)]);
    await mailMissed(db, entryId);
    const [mail, ...more] = sentTo(bo);
    expect(more).toEqual([]);
    expect(headersOf(mail as Mail)).toContain("Subject: Missed call from Ana");
    expect(headersOf(mail as Mail)).toContain("Auto-Submitted: auto-generated");
    expect(plain(mail as Mail)).toContain(`/history/${entryId}`);
    expect(plain(mail as Mail)).toContain("text/html");
  });

  it("not to who did not ask for it, and not to the caller", async () => {
    const { ana, bo } = await pair(false);
    await changeRingSettings(db, ana.actor(), { hasMissedCallMail: true });
    const entryId = await misses(ana, bo);
    expect(await queued(entryId)).toBe(0);
    await mailMissed(db, entryId);
    expect([...sentTo(ana), ...sentTo(bo)]).toEqual([]);
  });

  it("not where a device showed the ring, can be woken, or answered", async () => {
    const { ana, bo } = await pair();
    const shown = await rings(ana, bo);
    await alerted(db, bo.actor(), { callId: shown });
    await leaveCall(db, ana.actor(), { callId: shown });
    await mailMissed(db, await entryOf(shown, bo));

    const answered = await rings(ana, bo);
    await answerCall(db, bo.actor(), { callId: answered });
    await leaveCall(db, ana.actor(), { callId: answered });
    await mailMissed(db, await entryOf(answered, bo));

    await subscribe(db, bo.actor(), pushBrowser("https://push.example.com/bo").subscription);
    await mailMissed(db, await misses(ana, bo));
    expect(sentTo(bo)).toEqual([]);
  });

  it("not once it was seen", async () => {
    const { ana, bo } = await pair();
    const entryId = await misses(ana, bo);
    await markSeen(db, bo.actor());
    await mailMissed(db, entryId);
    expect(sentTo(bo)).toEqual([]);
  });

  it("again where the mail server is busy or away, and not where it refuses for good", async () => {
    const { ana, bo } = await pair();
    const entryId = await misses(ana, bo);
    sink.refuse = { responseCode: 451 };
    await expect(mailMissed(db, entryId)).rejects.toThrow();
    settings.PEAL_SMTP_URL = "smtp://127.0.0.1:1";
    await expect(mailMissed(db, entryId)).rejects.toThrow();
    settings.PEAL_SMTP_URL = sink.url;
    sink.refuse = null;
    await mailMissed(db, entryId);
    expect(sentTo(bo)).toHaveLength(1);

    const refused = await misses(ana, bo);
    sink.refuse = { responseCode: 550 };
    await mailMissed(db, refused);
    const { tries } = sink;
    await mailMissed(db, refused);
    expect(sink.tries).toBe(tries);
    expect(sentTo(bo)).toHaveLength(1);
  });

  it("so many an hour and no more; the calls are in the history all the same", async () => {
    const { ana, bo } = await pair();
    const { points } = config().PEAL_LIMIT_MAIL;
    for (let count = 0; count < points + 2; count++) {
      const entryId = await misses(ana, bo);
      await mailMissed(db, entryId);
    }
    expect(sentTo(bo)).toHaveLength(points);
  });

  it("not at all where no mail server is set", async () => {
    const { ana, bo } = await pair();
    settings.PEAL_SMTP_URL = undefined;
    const entryId = await misses(ana, bo);
    expect(await queued(entryId)).toBe(0);
    await mailMissed(db, entryId);
    expect(sentTo(bo)).toEqual([]);
  });
});

describe("F31 names and addresses in an e-mail", () => {
  it("with line breaks, markup, bidi controls and patterns are text of one line", async () => {
    const { ana, bo } = await pair();
    const name = "Ana\r\nBcc: eve@example.test\r\n\r\n<b>$& \u202Etxt</b>";
    await db.update(users).set({ name }).where(eq(users.id, ana.id));
    await mailMissed(db, await misses(ana, bo));
    const [mail] = sentTo(bo);
    expect(mail?.to).toEqual([bo.email]);
    expect(headersOf(mail as Mail)).not.toMatch(/^bcc:/im);
    expect(mails.some(({ to }) => to.includes("eve@example.test"))).toBe(false);
    expect(headersOf(mail as Mail)).toContain(
      "Subject: Missed call from Ana Bcc: eve@example.test <b>$&  txt</b>",
    );
    const page = plain(mail as Mail).split("text/html")[1] ?? "";
    expect(page).not.toContain("<b>");
    expect(page).toContain("<p>Ana Bcc: eve@example.test &lt;b&gt;$&amp;  txt&lt;/b&gt; called you");
  });

  it("an address that would be two is not sent to either", async () => {
    const { ana, bo } = await pair();
    await db
      .update(users)
      .set({ email: `${bo.handle}@example.test, eve@example.test` })
      .where(eq(users.id, bo.id));
    const entryId = await misses(ana, bo);
    await mailMissed(db, entryId).catch(() => {});
    expect(mails.some(({ to }) => to.includes("eve@example.test"))).toBe(false);
  });
});

vi.setConfig({ testTimeout: 30_000 });
