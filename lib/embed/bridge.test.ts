import { describe, expect, it } from "vitest";
import { openBridge } from "./bridge";
import type { PealState } from "./script";

const SITE = "https://shop.example.com";
const OTHER = "https://www.example.org";
const state: PealState = {
  phase: "in",
  participants: 2,
  microphone: true,
  camera: false,
  end: null,
  problem: null,
};

/** A page whose window and the one around it are only ears and mouths. */
function page() {
  const told: { data: unknown; to: string }[] = [];
  const did: unknown[] = [];
  const self = new EventTarget();
  const parent = { postMessage: (data: unknown, to: string) => told.push({ data, to }) };
  const bridge = openBridge(
    [SITE, OTHER],
    { self: self as Window, parent: parent as unknown as Window },
    { onCommand: (command) => did.push(command), onName: (name) => did.push({ name }) },
  );
  const hear = (
    data: unknown,
    { origin = SITE, source = parent }: { origin?: string; source?: object } = {},
  ) => self.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  return { bridge, told, did, hear };
}

const hello = { peal: 1, command: "hello" };
const mute = { peal: 1, command: "microphone", isOn: false };

describe("the page inside another site's", () => {
  it("says that it is there and nothing else before the site has spoken, to the sites that are named alone", () => {
    const { bridge, told } = page();
    bridge.show(state);
    expect(told).toEqual([SITE, OTHER].map((to) => ({ data: { peal: 1, ready: true }, to })));
  });

  it("tells whoever has spoken, once for each change", () => {
    const { bridge, told, hear } = page();
    bridge.show(state);
    hear(hello, { origin: OTHER });
    bridge.show({ ...state });
    bridge.show({ ...state, participants: 3 });
    expect(told.slice(2)).toEqual([
      { data: { peal: 1, state }, to: OTHER },
      { data: { peal: 1, state: { ...state, participants: 3 } }, to: OTHER },
    ]);
  });

  it("does what the site says, and takes a name", () => {
    const { did, hear } = page();
    for (const message of [{ ...hello, name: "Gil" }, mute, { peal: 1, command: "leave" }]) hear(message);
    expect(did).toEqual([{ name: "Gil" }, mute, { peal: 1, command: "leave" }]);
  });

  it.each([
    ["from a site that is not named", mute, { origin: "https://evil.example" }],
    ["from a frame beside it", mute, { source: {} }],
    ["from a sandbox", mute, { origin: "null" }],
    ["of another version", { ...mute, peal: 2 }, {}],
    ["without a version", { command: "leave" }, {}],
    ["with a command that there is not", { peal: 1, command: "record" }, {}],
    ["with a value of another kind", { ...mute, isOn: "no" }, {}],
    ["with more than there is", { ...mute, to: "everybody" }, {}],
    ["with a name too long", { ...hello, name: "x".repeat(65) }, {}],
    ["that is a text", JSON.stringify(mute), {}],
    ["that is nothing", null, {}],
  ])("does nothing about a message %s", (_, message, from) => {
    const { bridge, told, did, hear } = page();
    bridge.show(state);
    hear(message, from);
    expect(did).toEqual([]);
    expect(told).toHaveLength(2);
  });

  it("hears nothing once it is closed", () => {
    const { bridge, did, hear } = page();
    bridge.close();
    hear(mute);
    expect(did).toEqual([]);
  });
});
