import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { signOutDevice } from "../auth/sign-out";
import { contactVersionsOf } from "../contacts";
import { keysOfPeople } from "../live/identity";
import { databaseAhead, makeContacts, type TestDevice, testDatabase, testKeys, world } from "../testing";
import { wire } from "../wiring";
import { certifyDevice } from "./certify";
import {
  beginConfirmation,
  countWrongDigits,
  listConfirmations,
  revealNonce,
  takeUpConfirmation,
} from "./confirm";
import { MOST_TRIES } from "./contract";
import { publishKeys } from "./publish";
import { keysOf, ownKeys } from "./queries";
import { resetRoot } from "./reset";
import { accountRoots } from "./schema";
import { listVerifications, recordVerification, removeVerification } from "./verify";

const db = await testDatabase();
beforeAll(wire);

const refusal = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });
const nonce = (letter: string) => letter.repeat(43);

/** A person with a root device and a further one, both with published keys. */
async function twoDevices() {
  const { ana, bo } = await world(db, "Ana", "Bo");
  const phone = await ana.addDevice("Safari on iPhone");
  const [root, fresh] = await Promise.all([testKeys(ana.id), testKeys(ana.id)]);
  await publishKeys(db, ana.actor(), root.published);
  await publishKeys(db, ana.actor(phone), fresh.published);
  const certify = async (proof: string | null = null) =>
    certifyDevice(db, ana.actor(), { certificate: await root.certify(fresh.identityKey), proof });
  const chain = async (device: TestDevice) => (await ownKeys(db, ana.actor(device)))?.certificates;
  return { ana, bo, phone, root, fresh, certify, chain };
}

describe("E2 device keys", () => {
  test("the first device is the root, a further one is not confirmed until the first has said so", async () => {
    const { ana, phone, root, fresh, certify, chain } = await twoDevices();
    expect(await ownKeys(db, ana.actor())).toMatchObject({
      rootKey: root.identityKey,
      version: 1,
      certificates: [],
    });
    expect(await chain(phone)).toEqual([]);
    await certify();
    expect(await chain(phone)).toMatchObject([
      { subjectKey: fresh.identityKey, issuerKey: root.identityKey },
    ]);
    expect(await keysOf(db, [ana.id])).toMatchObject([
      { rootKey: root.identityKey, devices: [{ certificates: [] }, { certificates: [{}] }] },
    ]);
  });

  test("publishing again changes nothing; other keys are refused unless the device says it lost its own", async () => {
    const { ana, root } = await twoDevices();
    await publishKeys(db, ana.actor(), root.published);
    const other = await testKeys(ana.id);
    await expect(publishKeys(db, ana.actor(), other.published)).rejects.toEqual(refusal("device_key_fixed"));
    const own = await publishKeys(db, ana.actor(), { ...other.published, isReplacing: true });
    expect(own).toMatchObject({
      identityKey: other.identityKey,
      rootKey: root.identityKey,
      certificates: [],
    });
  });

  test("two tabs or devices that publish at once leave one root", async () => {
    const { ana } = await world(db, "Ana");
    const devices = [ana.device, await ana.addDevice("b"), await ana.addDevice("c")];
    const roots = await Promise.all(
      devices.map(async (device) => publishKeys(db, ana.actor(device), (await testKeys(ana.id)).published)),
    );
    expect(new Set(roots.map(({ rootKey }) => rootKey)).size).toBe(1);
  });

  test("a box key that the identity has not signed, or no point of the curve, is refused", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const [keys, bos] = await Promise.all([testKeys(ana.id), testKeys(bo.id)]);
    const bad = refusal("bad_input");
    const { published } = keys;
    await expect(
      publishKeys(db, ana.actor(), { ...published, boxKey: bos.published.boxKey }),
    ).rejects.toEqual(bad);
    await expect(
      publishKeys(db, ana.actor(), { ...published, boxKey: nonce("A").padEnd(87, "A") }),
    ).rejects.toEqual(bad);
    await expect(publishKeys(db, ana.actor(), bos.published)).rejects.toEqual(bad);
    expect(await db.select().from(accountRoots).where(eq(accountRoots.userId, ana.id))).toEqual([]);
  });

  test("a device that signed out is told to nobody, and what it certified stays good", async () => {
    const { ana, phone, fresh, certify } = await twoDevices();
    await certify();
    await signOutDevice(db, ana.actor(phone), { deviceId: ana.device.id });
    const [keys] = await keysOf(db, [ana.id]);
    expect(keys?.devices).toMatchObject([{ identityKey: fresh.identityKey, certificates: [{}] }]);
  });

  test("a device's word counts only when it is confirmed, its own, signed, and about a device of the person", async () => {
    const { ana, bo, phone, root, fresh } = await twoDevices();
    const third = await ana.addDevice("Third");
    const keys = await testKeys(ana.id);
    await publishKeys(db, ana.actor(third), keys.published);
    const by = (device: TestDevice, certificate: Awaited<ReturnType<typeof root.certify>>) =>
      certifyDevice(db, ana.actor(device), { certificate, proof: null });
    await expect(by(phone, await fresh.certify(keys.identityKey))).rejects.toEqual(
      refusal("device_not_confirmed"),
    );
    const good = await root.certify(fresh.identityKey);
    const bad = refusal("bad_input");
    await expect(by(ana.device, { ...good, issuedAt: 5 })).rejects.toEqual(bad);
    await expect(by(ana.device, { ...good, userId: bo.id })).rejects.toEqual(bad);
    await expect(by(ana.device, await root.certify(root.identityKey))).rejects.toEqual(bad);
    await expect(by(phone, good)).rejects.toEqual(refusal("device_not_confirmed"));
    const stranger = await testKeys(ana.id);
    await expect(by(ana.device, await root.certify(stranger.identityKey))).rejects.toEqual(
      refusal("not_found"),
    );
    await by(ana.device, good);
    await expect(by(phone, await fresh.certify(root.identityKey))).rejects.toEqual(bad);
  });
});

describe("E2 who may know whose keys", () => {
  test("contacts may, strangers may not, and people without keys are absent", async () => {
    const { ana, bo } = await twoDevices();
    const { cy } = await world(db, "Cy");
    expect(await keysOfPeople(db, bo.actor(), [ana.id])).toEqual([]);
    await makeContacts(db, ana, bo);
    await makeContacts(db, bo, cy);
    const seen = await keysOfPeople(db, bo.actor(), [ana.id, cy.id, ana.id]);
    expect(seen.map(({ userId }) => userId)).toEqual([ana.id]);
  });
});

describe("E2 six digits", () => {
  test("commit, take up, reveal: in that order, once each, and by those devices only", async () => {
    const { ana, phone, certify } = await twoDevices();
    const over = refusal("confirmation_over");
    await beginConfirmation(db, ana.actor(phone), { commitment: nonce("c") });
    await expect(revealNonce(db, ana.actor(phone), { nonce: nonce("n") })).rejects.toEqual(over);
    await expect(
      takeUpConfirmation(db, ana.actor(phone), { deviceId: phone.id, nonce: nonce("t") }),
    ).rejects.toEqual(refusal("device_not_confirmed"));
    await takeUpConfirmation(db, ana.actor(), { deviceId: phone.id, nonce: nonce("t") });
    await expect(
      takeUpConfirmation(db, ana.actor(), { deviceId: phone.id, nonce: nonce("u") }),
    ).rejects.toEqual(over);
    await revealNonce(db, ana.actor(phone), { nonce: nonce("n") });
    await expect(revealNonce(db, ana.actor(phone), { nonce: nonce("m") })).rejects.toEqual(over);
    expect(await listConfirmations(db, ana.actor())).toMatchObject([
      { commitment: nonce("c"), issuerNonce: nonce("t"), subjectNonce: nonce("n"), triesLeft: MOST_TRIES },
    ]);
    await certify();
    expect(await listConfirmations(db, ana.actor())).toEqual([]);
  });

  test("three wrong tries end it, five minutes do, and signing out does", async () => {
    const { ana, phone } = await twoDevices();
    const begin = async () => {
      await beginConfirmation(db, ana.actor(phone), { commitment: nonce("c") });
      await takeUpConfirmation(db, ana.actor(), { deviceId: phone.id, nonce: nonce("t") });
    };
    const wrong = () => countWrongDigits(db, ana.actor(), { deviceId: phone.id });
    await begin();
    expect([await wrong(), await wrong(), await wrong()]).toEqual([2, 1, 0]);
    await expect(wrong()).rejects.toEqual(refusal("confirmation_over"));
    await begin();
    expect(await listConfirmations(databaseAhead("5 minutes"), ana.actor())).toEqual([]);
    await signOutDevice(db, ana.actor(), { deviceId: phone.id });
    expect(await listConfirmations(db, ana.actor())).toEqual([]);
  });
});

describe("E2 verified contacts and a new root", () => {
  test("only a confirmed device's own signature is kept; it comes with the way to the root", async () => {
    const { ana, bo, phone, root, fresh, certify } = await twoDevices();
    const bos = (await testKeys(bo.id)).identityKey;
    await expect(
      recordVerification(db, ana.actor(phone), await fresh.verify(bo.id, root.identityKey, bos)),
    ).rejects.toEqual(refusal("device_not_confirmed"));
    await certify();
    const good = await fresh.verify(bo.id, root.identityKey, bos);
    await expect(
      recordVerification(db, ana.actor(phone), { ...good, rootKey: root.identityKey }),
    ).rejects.toEqual(refusal("bad_input"));
    await recordVerification(db, ana.actor(phone), good);
    expect(await listVerifications(db, ana.actor())).toMatchObject([
      { contactId: bo.id, certificates: [{}] },
    ]);
    // The other devices' pages read it anew.
    expect((await contactVersionsOf(db, [ana.id])).get(ana.id)).toBe(1);
    await removeVerification(db, ana.actor(), { contactId: bo.id });
    expect(await listVerifications(db, ana.actor())).toEqual([]);
    expect((await contactVersionsOf(db, [ana.id, bo.id])).get(ana.id)).toBe(2);
    expect((await contactVersionsOf(db, [bo.id])).get(bo.id)).toBeUndefined();
  });

  test("a reset makes this device the root, unconfirms the others, and contacts read anew; twice is once", async () => {
    const { ana, bo, phone, root, fresh, certify } = await twoDevices();
    await makeContacts(db, ana, bo);
    await certify();
    await recordVerification(db, ana.actor(), await root.verify(bo.id, root.identityKey, fresh.identityKey));
    const reset = () => resetRoot(db, ana.actor(phone), { version: 1 });
    const [first, second] = await Promise.all([reset(), reset()]);
    expect([first, second]).toMatchObject([
      { rootKey: fresh.identityKey, version: 2 },
      { rootKey: fresh.identityKey, version: 2 },
    ]);
    expect((await ownKeys(db, ana.actor()))?.certificates).toEqual([]);
    expect(await listVerifications(db, ana.actor())).toEqual([]);
    expect((await contactVersionsOf(db, [bo.id])).get(bo.id)).toBe(1);
  });
});
