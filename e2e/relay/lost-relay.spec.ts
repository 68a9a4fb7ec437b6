import type { Page } from "@playwright/test";
import { startCoturn } from "../../scripts/start/services.mjs";
import { expect, test, whyNot } from "../support/netshape/people";
import type { ShapedStack } from "../support/netshape/stack";
import { comeAgain } from "./come-again";
import { pathsOf } from "./path-of";

test.use({ stackRelays: 2, stackEnv: { PEAL_RELAY_ONLY: "true" } });
test.skip(...whyNot);

/** Kills a relay as a machine that fails does. */
async function kill(stack: ShapedStack, name: string): Promise<void> {
  const one = stack.running.get(name);
  if (!one) throw new Error(`There is no ${name}.`);
  process.kill(one.pid, "SIGKILL");
  await one.ended;
}

/** The ports of the relays that a page's media goes by. */
const relayPortsOf = async (page: Page) =>
  (await pathsOf(page)).flatMap(({ isConnected, relayPort }) => (isConnected && relayPort) || []);

test("F38 one of two relays is killed in a relayed call: the other one takes over", { tag: "@long" }, async ({
  people,
  world: { stack },
}) => {
  test.skip(!stack.hasRelay, "there is no coturn on this machine");
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  expect(new Set((await pathsOf(bo.page)).map((one) => one.type))).toEqual(new Set(["relay"]));
  const [port] = await relayPortsOf(bo.page);
  const isFirst = port === stack.ports.turn || port === stack.ports.turnTls;
  await kill(stack, isFirst ? "coturn" : "coturn-2");
  await comeAgain(ana.page, "F38");
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  const after = await relayPortsOf(bo.page);
  expect(after).not.toContain(port);
});

test("F19 every relay is killed and started again in a relayed call: media comes back", {
  tag: "@long",
}, async ({ people, world: { stack } }) => {
  test.skip(!stack.hasRelay, "there is no coturn on this machine");
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  for (const name of ["coturn", "coturn-2"]) if (stack.running.get(name)?.alive()) await kill(stack, name);
  const again = await startCoturn({
    dataDir: stack.dataDir,
    port: stack.ports.turn,
    secret: stack.env.PEAL_TURN_SECRET,
    address: stack.relayAddress,
    allowedPeer: stack.address,
    name: "coturn-again",
  });
  try {
    await comeAgain(ana.page, "F19");
    await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
    expect(new Set((await pathsOf(bo.page)).map((one) => one.type))).toEqual(new Set(["relay"]));
  } finally {
    await again?.stop();
  }
});
