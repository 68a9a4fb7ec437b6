import postgres from "postgres";
import type { Firewall } from "../support/netshape/link";
import { expect, test as base, whyNot } from "../support/netshape/people";
import type { ShapedStack } from "../support/netshape/stack";
import { pathsOf } from "./path-of";

type Stack = ShapedStack;
/** What a firewall lets through, and the only way that is left then. */
const ways: {
  name: string;
  tag?: "@long";
  rules: (stack: Stack) => Firewall;
  type: RegExp;
  protocol: string;
}[] = [
  {
    name: "relayed over TCP where UDP is blocked",
    rules: (stack) => ({ udp: false, notTcp: [stack.ports.mediaTcp, stack.ports.turnTls] }),
    type: /^relay$/,
    protocol: "tcp",
  },
  {
    tag: "@long",
    name: "relayed over TLS where UDP and the relay's port for TCP are blocked",
    rules: (stack) => ({ udp: false, notTcp: [stack.ports.mediaTcp, stack.ports.turn] }),
    type: /^relay$/,
    protocol: "tls",
  },
  {
    tag: "@long",
    name: "over TCP straight to the SFU where UDP is blocked and no relay is reached",
    rules: (stack) => ({ udp: false, notTcp: [stack.ports.turnTls, stack.ports.turn] }),
    type: /^(host|prflx|srflx)$/,
    protocol: "tcp",
  },
];

const test = base;
test.skip(...whyNot);

/** What the server keeps of a person's connection. */
async function keptOf(stack: Stack, userId: string) {
  const sql = postgres(stack.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  const rows = await sql`
    select connection_type as type, connection_protocol as protocol from admissions
    where user_id = ${userId} and connection_type is not null`;
  await sql.end();
  return rows.map(({ type, protocol }) => ({ type: String(type), protocol: String(protocol) }));
}

for (const { name, tag = [], rules, type, protocol } of ways) {
  test(`F13 M3 a call goes ${name}`, { tag }, async ({ people, linkOf, world: { stack } }) => {
    test.skip(!stack.hasRelay, "there is no coturn on this machine");
    const { ana, bo } = await people("Ana", "Bo");
    await linkOf(bo).firewall(rules(stack));
    await ana.calls(bo);
    await bo.answers();
    await expect.poll(async () => (await pathsOf(bo.page)).some((one) => one.isConnected)).toBe(true);
    await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
    const paths = (await pathsOf(bo.page)).filter((one) => one.isConnected);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      expect(path.type).toMatch(type);
      expect(path.protocol).toBe(protocol);
    }
    await expect
      .poll(() => keptOf(stack, bo.id), { message: "the server keeps it" })
      .toContainEqual({ type: expect.stringMatching(type), protocol });
  });
}

test.describe("one port of TCP", () => {
  test.use({ isOn443: true });

  test("F13 only TCP 443 is open: page, signalling and media by the relay over TLS", async ({
    people,
    linkOf,
    world: { stack },
  }) => {
    test.skip(!stack.hasRelay, "there is no coturn on this machine");
    const { ana, bo } = await people("Ana", "Bo");
    for (const one of [ana, bo]) await linkOf(one).firewall({ udp: false, tcp: [443] });
    await ana.calls(bo);
    await bo.answers();
    await expect.poll(async () => (await pathsOf(bo.page)).some((one) => one.isConnected)).toBe(true);
    await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
    for (const one of [ana, bo]) {
      const paths = (await pathsOf(one.page)).filter((path) => path.isConnected);
      expect(new Set(paths.map(({ type, protocol }) => `${type} ${protocol}`))).toEqual(
        new Set(["relay tls"]),
      );
    }
  });
});

test("M3 who chooses the relay in the settings goes by it alone, though every way is open", {
  tag: "@long",
}, async ({ people, world: { stack } }) => {
  test.skip(!stack.hasRelay, "there is no coturn on this machine");
  const { ana, bo } = await people("Ana", "Bo");
  await bo.opens("/settings/privacy");
  const choice = bo.page.getByRole("switch", { name: "Hide my network address in calls" });
  await expect(choice).toBeEnabled();
  await choice.click();
  await expect(choice).toBeChecked();
  await bo.page.reload();
  await expect(choice).toBeChecked();
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const paths = async (page: typeof ana.page) =>
    new Set((await pathsOf(page)).filter((one) => one.isConnected).map((one) => one.type));
  expect(await paths(bo.page)).toEqual(new Set(["relay"]));
  expect(await paths(ana.page)).not.toContain("relay");
});
