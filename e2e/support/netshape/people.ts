import type { Browser } from "@playwright/test";
import { type Device, test as base } from "../../people";
import { launchInside } from "./browser";
import type { Link } from "./link";
import { type Network, openNetwork } from "./network";
import { whyNoNamespaces } from "./possible";
import { type ShapedStack, type StackOptions, startShapedStack } from "./stack";

export { expect } from "../../people";

type World = { network: Network; stack: ShapedStack };
type ForWorker = {
  /** What the app of these plays is told besides. */
  stackEnv: Record<string, string>;
  stackRelays: StackOptions["relays"];
  /** Media and every browser have an address in IPv6 too. */
  hasIPv6: boolean;
  world: World;
};
type ForTest = {
  /** The link that a device's browser is behind. */
  linkOf: (device: Device) => Link;
  /** Page and signalling are reached by port 443 alone. */
  isOn443: boolean;
  /** Which packets are lost: the same ones with the same seed. */
  seed: number;
  links: Map<Browser, Link>;
};

/**
 * Plays on networks that are not good: each browser profile is a Chromium in a namespace of its own, behind a link that can be
 * shaped, cut and mended. Page, SFU and relay are outside. Begin each file with `test.skip(...whyNot)`.
 */
export const test = base.extend<ForTest, ForWorker>({
  stackEnv: [{}, { scope: "worker", option: true }],
  stackRelays: [1, { scope: "worker", option: true }],
  hasIPv6: [false, { scope: "worker", option: true }],
  isOn443: [false, { option: true }],
  seed: [1, { option: true }],
  world: [
    async ({ stackEnv, stackRelays, hasIPv6 }, use) => {
      const network = await openNetwork();
      const stack = await startShapedStack(network, { env: stackEnv, relays: stackRelays, hasIPv6 }).catch(
        async (error: unknown) => {
          await network.close();
          throw error;
        },
      );
      await use({ network, stack });
      await stack.stop();
      await network.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  appUrl: async ({ world }, use) => use(world.stack.url),

  // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads here that it needs nothing
  links: async ({}, use) => {
    const links = new Map<Browser, Link>();
    await use(links);
    for (const [browser, link] of links) {
      await browser.close();
      await link.close();
    }
  },
  browserOf: async ({ world, links, launchOptions, seed, isOn443, hasIPv6 }, use) => {
    const { hostRules, hostRulesOn443, browserArgs } = world.stack;
    const rules = isOn443 ? hostRulesOn443 : hostRules;
    const options = { ...launchOptions, args: [...(launchOptions.args ?? []), ...browserArgs] };
    let number = 0;
    await use(async () => {
      const link = await world.network.link(seed + number++);
      if (hasIPv6) await link.addIPv6();
      const browser = await launchInside(link, rules, options);
      links.set(browser, link);
      return browser;
    });
  },
  linkOf: async ({ links }, use) => {
    await use((device) => {
      const browser = device.context.browser();
      const link = browser && links.get(browser);
      if (!link) throw new Error(`${device.name} is behind no link.`);
      return link;
    });
  },
});

const reason = whyNoNamespaces();
/** `test.skip(...whyNot)` at the top of a file: namespaces are not to be had everywhere. */
export const whyNot = [reason !== undefined, reason ?? ""] as const;
