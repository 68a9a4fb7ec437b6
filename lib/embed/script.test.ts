import { afterEach, describe, expect, it, vi } from "vitest";
import { createPealMeeting, type PealOptions, type PealState } from "./script";

const PEAL = "https://call.example.org";
const SECRET = "s".repeat(43);
const LINK = `${PEAL}/abc-defg-hij#k=${SECRET}`;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A page of a site, as far as the script uses one. */
function site(options: Partial<PealOptions> = {}) {
  const said: { data: unknown; to: string }[] = [];
  const inside = { postMessage: (data: unknown, to: string) => said.push({ data, to }) };
  const frame = Object.assign(new EventTarget(), { style: {}, contentWindow: inside, remove: vi.fn() });
  const around = new EventTarget();
  vi.stubGlobal("window", around);
  vi.stubGlobal("document", { createElement: () => frame });
  const parent = { append: vi.fn() };
  const meeting = createPealMeeting({ url: LINK, parent: parent as unknown as HTMLElement, ...options });
  const heard: unknown[] = [];
  for (const name of ["waiting", "joined", "left", "participants", "microphone", "camera", "error"] as const)
    meeting.on(name, (told) => heard.push([name, told]));
  const hear = (
    data: unknown,
    { origin = PEAL, source = inside }: { origin?: string; source?: object } = {},
  ) => around.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  const show = (state: Partial<PealState>) => hear({ peal: 1, state: { ...meeting.state, ...state } });
  return { meeting, said, heard, hear, show, frame };
}

describe("the script of a site", () => {
  it("opens the page of the link's meeting with its secret behind the #, and nothing else of the link", () => {
    const { meeting } = site({ url: `${LINK}&h=${SECRET}` });
    expect(meeting.frame.src).toBe(`${PEAL}/embed/abc-defg-hij#k=${SECRET}`);
    expect(meeting.frame.allow).toContain(`camera ${PEAL}; microphone ${PEAL}; display-capture ${PEAL}`);
    expect(site({ url: `${PEAL}/embed/abc-defg-hij` }).meeting.frame.src).toBe(`${PEAL}/embed/abc-defg-hij`);
  });

  it.each([PEAL, `${PEAL}/settings`, `${PEAL}/abc-defg-hij/more`, "abc-defg-hij"])(
    "refuses what is no meeting's link: %s",
    (url) => {
      expect(() => site({ url })).toThrow(TypeError);
    },
  );

  it("answers a page that is there with the name, each time, and commands go to Peal alone", () => {
    const { said, hear, meeting } = site({ name: "Gil" });
    hear({ peal: 1, ready: true });
    meeting.muteMicrophone();
    meeting.turnCameraOn();
    meeting.leave();
    expect(said).toEqual(
      [
        { peal: 1, command: "hello", name: "Gil" },
        { peal: 1, command: "microphone", isOn: false },
        { peal: 1, command: "camera", isOn: true },
        { peal: 1, command: "leave" },
      ].map((data) => ({ data, to: PEAL })),
    );
  });

  it("tells what has changed from one state to the next", () => {
    const { heard, show, meeting } = site();
    show({ phase: "waiting" });
    show({ phase: "in", participants: 2, microphone: true });
    show({ phase: "in" });
    show({ participants: 3 });
    show({ phase: "over", participants: 0, microphone: false, end: "ended_by_host" });
    show({ phase: "door", end: null, problem: "meeting_full" });
    expect(heard).toEqual([
      ["waiting", {}],
      ["joined", { participants: 2 }],
      ["participants", { count: 2 }],
      ["microphone", { isOn: true }],
      ["participants", { count: 3 }],
      ["microphone", { isOn: false }],
      ["left", { reason: "ended_by_host" }],
      ["error", { code: "meeting_full" }],
    ]);
    expect(meeting.state).toMatchObject({ phase: "door", problem: "meeting_full" });
  });

  it("hears neither another origin, nor another window, nor another version", () => {
    const { heard, said, hear } = site();
    const state = { phase: "in", participants: 2 };
    hear({ peal: 1, state }, { origin: "https://evil.example" });
    hear({ peal: 1, state }, { source: {} });
    hear({ peal: 2, state });
    hear("peal");
    hear(null);
    expect([heard, said]).toEqual([[], []]);
  });

  it("says that nothing came up where no page has spoken 10 s after the frame has loaded", () => {
    vi.useFakeTimers();
    const { heard, frame } = site();
    frame.dispatchEvent(new Event("load"));
    vi.advanceTimersByTime(10_000);
    expect(heard).toEqual([["error", { code: "not_shown" }]]);
    const there = site();
    there.hear({ peal: 1, ready: true });
    there.frame.dispatchEvent(new Event("load"));
    vi.advanceTimersByTime(10_000);
    expect(there.heard).toEqual([]);
  });

  it("is silent once a listener or the meeting is taken away", () => {
    const { meeting, heard, show, frame } = site();
    const more: unknown[] = [];
    const stop = meeting.on("joined", (told) => more.push(told));
    stop();
    meeting.destroy();
    show({ phase: "in" });
    expect([heard, more, frame.remove.mock.calls.length]).toEqual([[], [], 1]);
  });
});
