import { describe, expect, it } from "vitest";
import { canRead, isLoud, type LockState, lockOf, membersBehind, securityOf } from "./security-state";

type Security = Exclude<Parameters<typeof lockOf>[0], string | null>;
type Member = Security["members"][number];

const member = (of: Partial<Member>): Member => ({
  admissionId: "bo",
  kind: "user",
  userId: "bo",
  name: "Bo",
  trust: "confirmed",
  isSecured: true,
  ...of,
});
const security = (members: Partial<Member>[], of: Partial<Security> = {}): Security => ({
  phase: "secure",
  trouble: null,
  code: null,
  members: members.map(member),
  ...of,
});

describe("E2 the lock says the worst that is true", () => {
  const securing = { phase: "securing" } as const;
  it.each<[string, LockState, Security]>([
    ["nobody else is here", "secure", security([])],
    ["keys are there", "secure", security([{}])],
    ["not everybody is verified", "secure", security([{ trust: "verified" }, {}])],
    ["everybody is verified", "verified", security([{ trust: "verified" }, { trust: "verified" }])],
    ["one device is new", "unconfirmed", security([{ trust: "verified" }, { trust: "unconfirmed" }])],
    ["keys are on their way", "securing", security([{ trust: "unconfirmed" }], securing)],
    ["a recorder listens", "recorded", security([{ kind: "recorder", trust: "unconfirmed" }])],
    ["a number changed", "changed", security([{ trust: "changed" }, { trust: "unconfirmed" }])],
    ["one changed while keys are on their way", "changed", security([{ trust: "changed" }], securing)],
    [
      "keys do not come",
      "no_keys",
      security([{ trust: "changed" }], { phase: "trouble", trouble: "no_keys" }),
    ],
    [
      "lists differ",
      "different_lists",
      security([{ trust: "changed" }], { phase: "trouble", trouble: "different_lists" }),
    ],
  ])("%s: %s", (_, state, of) => {
    expect(lockOf(of)).toBe(state);
  });

  it("before the keys are made it claims nothing", () => {
    expect(lockOf(null)).toBe("securing");
    expect(canRead(null, "bo")).toBe(false);
  });

  it("warnings are loud, and a quiet lock is never one", () => {
    const loud = ["unencrypted", "different_lists", "no_keys", "changed", "recorded"] as const;
    const still = ["securing", "unconfirmed", "verified", "secure"] as const;
    expect([loud.every(isLoud), still.some(isLoud)]).toEqual([true, false]);
  });

  it("names whom it is about", () => {
    const names = (state: LockState, of: Security) => membersBehind(state, of).map((one) => one.name);
    const of = security([
      { name: "Ana", trust: "changed" },
      { name: "Bo", trust: "unconfirmed", isSecured: false },
      { name: "Cy" },
    ]);
    expect(names("changed", of)).toEqual(["Ana"]);
    expect(names("unconfirmed", of)).toEqual(["Bo"]);
    expect(names("no_keys", of)).toEqual(["Bo"]);
    expect(names("secure", of)).toEqual([]);
  });
});

describe("E4 an unencrypted call", () => {
  it("is open, and everybody is read", () => {
    const open = securityOf(null, { isEncrypted: false });
    expect([lockOf(open), canRead(open, "bo")]).toEqual(["unencrypted", true]);
  });

  it("is not what the server alone says while this device has keys", () => {
    const own = security([{}]);
    expect(securityOf(own, { isEncrypted: false })).toBe(own);
  });

  it("is not what a call without news is", () => {
    expect(securityOf(null, null)).toBeNull();
    expect(securityOf(null, { isEncrypted: true })).toBeNull();
  });
});

it("E1 who is not among the members cannot be read", () => {
  const of = security([{ admissionId: "bo" }, { admissionId: "cy", isSecured: false }]);
  expect(["bo", "cy", "eve"].map((id) => canRead(of, id))).toEqual([true, false, false]);
});
