import type { BrowserContext } from "@playwright/test";
import { type Device, expect } from "../people";
import { received } from "../wire";
import { test } from "./field";

/** The pages of a context find no way to the SFU, but by the relay alone where `mayRelay`; as behind a firewall. */
async function hidePaths(context: BrowserContext, mayRelay: boolean): Promise<void> {
  await context.addInitScript((relays: boolean) => {
    const nowhere: RTCConfiguration = { iceServers: [], iceTransportPolicy: "relay" };
    const hidden = (given?: RTCConfiguration): RTCConfiguration =>
      relays && given?.iceTransportPolicy === "relay" ? given : { ...given, ...nowhere };
    class Hidden extends RTCPeerConnection {
      constructor(given?: RTCConfiguration) {
        super(hidden(given));
      }
      override setConfiguration(given?: RTCConfiguration) {
        super.setConfiguration(hidden(given));
      }
    }
    Object.assign(window, { RTCPeerConnection: Hidden });
  }, mayRelay);
}

const failsAt = async (device: Device, stage: string) => {
  await expect
    .poll(async () => (await device.api.state()).call, { timeout: 40_000 })
    .toMatchObject({ state: "ended", endReason: "failed", failedStage: stage });
};

test("C7 a first connection without a path goes by the relay alone after ten seconds", {
  tag: "@long",
}, async ({ people, field }) => {
  test.skip(!field.hasRelay, "there is no coturn on this machine");
  const { ana, bo } = await people("Ana", "Bo");
  await hidePaths(bo.context, true);
  await bo.page.reload();
  await ana.calls(bo);
  await bo.answers();
  await expect(bo.page.getByText("Trying another way through the network…")).toBeVisible();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  const { candidateTypes } = await received(bo.page);
  expect(new Set(candidateTypes)).toEqual(new Set(["relay"]));
});

test("C7 a first connection without any path fails after twenty seconds: both are told the stage, also by the history", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await hidePaths(bo.context, false);
  await bo.page.reload();
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana, bo].map((one) => failsAt(one, "ice")));
  for (const one of [ana, bo])
    await one.isTold("No way through the network for sound and picture was found.");
  await bo.page.screenshot({ path: test.info().outputPath("failed.png") });
  for (const one of [ana, bo]) {
    const [entry] = await one.api.history();
    expect(entry).toMatchObject({ status: "failed" });
    await one.opens(`/history/${entry?.id}`);
    await one.isTold("The call could not be connected: no way through the network for sound and picture");
  }
});

test("C7 a caller who never reaches the SFU's signalling hears so, and nobody is rung for longer", {
  tag: "@long",
}, async ({ people, field }) => {
  const { ana, bo } = await people("Ana", "Bo");
  field.signals.set("refuse");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await failsAt(ana, "signalling");
  await ana.isTold("A device did not reach the media server.");
  await bo.isQuiet();
});
