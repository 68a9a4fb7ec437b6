import { expect, type Person } from "../people";
import { pathsOf } from "../relay/path-of";
import { peopleOn, testInTown } from "./town";
import { comeAgain } from "../relay/come-again";
import type { Region } from "./regions";

const test = testInTown({ regions: ["east", "west"] });

/** Waits until somebody's browser has told how far it is, and the relays that are offered are those of the nearest region. */
async function isNearTo(who: Person, { relays }: Region): Promise<void> {
  const hasTold = () =>
    who.page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .some((one) => /regions\.tell/.test(one.name) && (one as PerformanceResourceTiming).responseEnd > 0),
    );
  await expect.poll(hasTold, { message: "the browser told how far it is" }).toBe(true);
  const ports = relays.map(({ port }) => port).toSorted((a, b) => a - b);
  const offered = async () =>
    (await who.api.iceServers()).iceServers
      .flatMap(({ urls }) => urls)
      .map((url) => Number(/:(\d+)\?/.exec(url)?.[1]))
      .toSorted((a, b) => a - b);
  await expect.poll(offered, { message: "relays offered" }).toEqual(ports);
}

/** The relays that somebody's media goes by. */
const relayPortsOf = async ({ page }: Person) =>
  (await pathsOf(page)).flatMap(({ isConnected, relayPort }) => (isConnected && relayPort) || []);

test("M3 M7 a call is in the region nearest to its people, goes by that region's relays, and one of those may be lost", {
  tag: "@long",
}, async ({ people, town }) => {
  const [east, west] = town.regions;
  if (!east || !west) throw new Error("There are no regions.");
  test.skip(west.relays.length === 0, "there is no coturn on this machine");
  east.setDistance(120);
  const { ana, bo } = await people("Ana", "Bo");
  await Promise.all([isNearTo(ana, west), isNearTo(bo, west)]);
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  expect([await peopleOn(east.node), await peopleOn(west.node)]).toEqual([0, 2]);
  const [used] = await relayPortsOf(bo);
  const ports = west.relays.map(({ port }) => port);
  expect(ports).toContain(used);

  const lost = west.relays.find(({ port }) => port === used);
  if (!lost) throw new Error("There is no relay.");
  process.kill(lost.pid, "SIGKILL");
  await comeAgain(ana.page, "M3, one of a region's two relays lost");
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  for (const port of await relayPortsOf(bo)) {
    expect(port).not.toBe(used);
    expect(ports).toContain(port);
  }
  await ana.hangsUp();

  east.setDistance(0);
  west.setDistance(120);
  const { cy, dee } = await people("Cy", "Dee");
  await Promise.all([isNearTo(cy, east), isNearTo(dee, east)]);
  await cy.calls(dee);
  await dee.answers();
  await Promise.all([cy.sees(dee), dee.sees(cy)]);
  expect(await peopleOn(east.node)).toBe(2);
});
