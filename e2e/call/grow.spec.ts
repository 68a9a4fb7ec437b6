import { expect, test } from "../people";
import { framesOf, received } from "../wire";

const connections = () =>
  (window as unknown as { __wire: { connections: RTCPeerConnection[] } }).__wire.connections.length;

test("R6 a call of two grows to three: pictures and sound of the first two never stop", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const video = ana.tile(bo).locator("video").first();
  const before = await ana.page.evaluate(connections);
  const [frames, { audioEnergy }] = [await framesOf(video), await received(ana.page)];

  await ana.adds([cy]);
  await expect(ana.people.getByRole("listitem", { name: "Cy" })).toContainText(/Ringing|Calling/);
  await cy.isTold(/adds you to a call with Bo/);
  await Promise.all([cy.answers(), ana.isTold("Cy joined")]);
  await Promise.all([ana.sees(cy), cy.sees(ana), cy.sees(bo), bo.sees(cy)]);
  await ana.sees(bo);
  await ana.hearsSomebody();
  // The same connections carry the same tracks: their counters went on, and did not begin anew.
  expect(await ana.page.evaluate(connections)).toBe(before);
  expect(await framesOf(video)).toBeGreaterThan(frames);
  expect((await received(ana.page)).audioEnergy).toBeGreaterThan(audioEnergy);
});
