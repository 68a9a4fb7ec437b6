import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { newProfile, sessionCookieName } from "../cookies";
import { createCallerFactory, createContext } from "../rpc";
import { sessionCookie, testDatabase, world } from "../testing";
import { accountRouter } from "../contacts";
import { readActor, sessionToken, signIn } from ".";
import { users } from "./schema";

const db = await testDatabase();
const caller = createCallerFactory(accountRouter);
const nobody = () => caller(createContext(new Headers()));

function newcomer(name = "Ana") {
  const handle = `ana-${crypto.randomUUID().slice(0, 8)}`;
  return { name, handle, email: `${handle}@example.test`, password: "a good long password" };
}

const isAdmin = async (id: string) => {
  const [row] = await db.select({ isAdmin: users.isAdmin }).from(users).where(eq(users.id, id));
  return row?.isAdmin;
};

describe("sign up", () => {
  // First in the file: the house is empty.
  test("of many who sign up first in the same instant, one is admin", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => nobody().signUp(newcomer())));
    const admins = await Promise.all(made.map(({ userId }) => isAdmin(userId)));
    expect(admins.filter(Boolean)).toHaveLength(1);
    expect(await isAdmin((await nobody().signUp(newcomer())).userId)).toBe(false);
  });

  test("an e-mail or handle that is taken is refused, in any case of letters", async () => {
    const ana = newcomer();
    await nobody().signUp(ana);
    const other = newcomer();
    await expect(nobody().signUp({ ...other, email: ana.email.toUpperCase() })).rejects.toThrow(
      "email_taken",
    );
    await expect(nobody().signUp({ ...other, handle: ana.handle.toUpperCase() })).rejects.toThrow(
      "handle_taken",
    );
    expect(await db.select().from(users).where(eq(users.email, other.email))).toHaveLength(0);
  });

  test.each(["password", "12345678", "QwertyUiop", "Peal2026!", "iloveyou"])(
    "a password that others would try first is refused: %s",
    async (password) => {
      const ana = newcomer();
      await expect(nobody().signUp({ ...ana, password })).rejects.toThrow("common_password");
      expect(await db.select().from(users).where(eq(users.email, ana.email))).toHaveLength(0);
    },
  );

  test("of two who want one handle in the same instant, one gets it", async () => {
    const ana = newcomer();
    const tries = await Promise.allSettled([
      nobody().signUp(ana),
      nobody().signUp({ ...ana, email: newcomer().email }),
    ]);
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
  });

  test("bidi controls and invisible characters in a name do nothing", async () => {
    const { userId } = await nobody().signUp(newcomer("  \u202eAna\u200b \u2066 Bo\u0007\u00ad "));
    const [row] = await db.select({ name: users.name }).from(users).where(eq(users.id, userId));
    expect(row?.name).toBe("Ana Bo");
  });

  test.each([
    ["name", { name: "\u200b\u202e " }],
    ["name", { name: "x".repeat(65) }],
    ["handle", { handle: "1ana" }],
    ["email", { email: "ana" }],
    ["password", { password: "short" }],
  ])("a %s like %j is refused", async (field, wrong) => {
    await expect(nobody().signUp({ ...newcomer(), ...wrong })).rejects.toMatchObject({
      cause: { problem: { code: "bad_input", field } },
    });
  });

  test("the password is kept as an argon2id hash only", async () => {
    const { userId } = await nobody().signUp(newcomer());
    const [row] = await db.select().from(users).where(eq(users.id, userId));
    expect(row?.passwordHash).toMatch(/^\$argon2id\$/);
  });
});

describe("another password", () => {
  const next = "quite another one";
  const withPassword = (email: string, password: string) => ({
    email,
    password,
    profile: newProfile(),
    userAgent: "",
    address: crypto.randomUUID(),
  });

  test("signs in from then on, the old one no more; other devices are signed out where that is wanted", async () => {
    const { ana } = await world(db, "Ana");
    const old = "a good long password";
    const phone = await signIn(db, withPassword(ana.email, old));
    const change = { password: old, newPassword: next };
    const account = caller(createContext(new Headers({ cookie: await sessionCookie(ana.device) })));
    expect(await account.changePassword({ ...change, signOutElsewhere: false })).toBe(0);
    const phoneSession = { cookie: `${sessionCookieName()}=${await sessionToken(phone)}` };
    expect(await readActor(phoneSession)).toEqual(phone);
    await expect(signIn(db, withPassword(ana.email, old))).rejects.toThrow("wrong_credentials");
    await signIn(db, withPassword(ana.email, next));
    const again = { password: next, newPassword: `${next} still`, signOutElsewhere: true };
    expect(await account.changePassword(again)).toBe(2);
    expect(await readActor(phoneSession)).toEqual({ kind: "anonymous" });
    expect(await account.me()).toMatchObject({ id: ana.id });
  });

  test("is not given without the present one, nor if others would try it first", async () => {
    const { ana } = await world(db, "Ana");
    const account = caller(createContext(new Headers({ cookie: await sessionCookie(ana.device) })));
    const wrong = { password: "not mine", newPassword: next, signOutElsewhere: true };
    await expect(account.changePassword(wrong)).rejects.toThrow("wrong_password");
    const common = { password: "a good long password", newPassword: "password1", signOutElsewhere: true };
    await expect(account.changePassword(common)).rejects.toThrow("common_password");
    await signIn(db, withPassword(ana.email, "a good long password"));
  });
});

describe("profile", () => {
  async function signedIn() {
    const { ana } = await world(db, "Ana");
    const context = createContext(new Headers({ cookie: await sessionCookie(ana.device) }));
    return { ana, account: caller(context) };
  }

  test("me is the person and the device", async () => {
    const { ana, account } = await signedIn();
    expect(await account.me()).toEqual({
      id: ana.id,
      handle: ana.handle,
      name: "Ana",
      email: ana.email,
      isAdmin: false,
      pictureUrl: null,
      deviceId: ana.device.id,
      deviceName: "Chrome on Linux",
    });
  });

  test("the name can change, and is tidied", async () => {
    const { account } = await signedIn();
    expect(await account.updateProfile({ name: " Ana\u202e  Maria " })).toMatchObject({ name: "Ana Maria" });
    expect(await account.me()).toMatchObject({ name: "Ana Maria" });
  });

  test("nobody who is not signed in has a profile", async () => {
    await expect(nobody().me()).rejects.toThrow("not_signed_in");
    await expect(nobody().updateProfile({ name: "Eve" })).rejects.toThrow("not_signed_in");
  });
});
