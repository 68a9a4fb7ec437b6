/** How it stands with the meeting in the frame. */
export type PealPhase = "door" | "waiting" | "in" | "over";

/** Why somebody is not in the meeting any more. */
export type PealEnd = "left" | "ended" | "ended_by_host" | "removed" | "lost";

/** Everything that the page in the frame tells: of others no more than how many there are. */
export type PealState = {
  phase: PealPhase;
  /** People in the meeting, this one among them; 0 while this one is not in. */
  participants: number;
  /** Whether this person's microphone and camera are on. */
  microphone: boolean;
  camera: boolean;
  /** Why this person is not in any more; null in every other phase. */
  end: PealEnd | null;
  /** The code of what last stood in the way, such as `link_expired` or `meeting_full`. */
  problem: string | null;
};

/** What happens, and what is told of it. */
export type PealEvents = {
  /** This person has asked to be let in. */
  waiting: Record<string, never>;
  joined: { participants: number };
  left: { reason: PealEnd };
  participants: { count: number };
  microphone: { isOn: boolean };
  camera: { isOn: boolean };
  /** `not_shown`: nothing of Peal came up in the frame, as where this site is not on the server's list. */
  error: { code: string };
};

export type PealOptions = {
  /** A meeting's link, as people share it. */
  url: string;
  /** Where the frame is put, which fills it. */
  parent: HTMLElement;
  /** Stands in the field for the name, until the person types another. */
  name?: string;
  /** What a screen reader calls the frame; "Meeting" by default. */
  title?: string;
};

/** A meeting in a frame. */
export type PealMeeting = {
  readonly frame: HTMLIFrameElement;
  /** How it stands now. */
  readonly state: PealState;
  muteMicrophone(): void;
  unmuteMicrophone(): void;
  turnCameraOn(): void;
  turnCameraOff(): void;
  /** Hangs up. The person may come back by a button in the frame. */
  leave(): void;
  /** Calls back on each such event, until the function that it returns is called. */
  on<Name extends keyof PealEvents>(name: Name, listener: (told: PealEvents[Name]) => void): () => void;
  /** Takes the frame away, and the person out of the meeting. */
  destroy(): void;
};

const VERSION = 1;
const CODE = /^\/(?:embed\/)?([a-z]{3}-[a-z]{4}-[a-z]{3})$/;
const SECRET = /^#(?:.*&)?k=([\w-]{43})(?:&|$)/;
/** What the site that frames the meeting has to pass on, for the page to ask the person for it. */
const FEATURES = [
  "camera",
  "microphone",
  "display-capture",
  "autoplay",
  "fullscreen",
  "picture-in-picture",
  "screen-wake-lock",
  "speaker-selection",
];
const PATIENCE_MS = 10_000;

const begun: PealState = {
  phase: "door",
  participants: 0,
  microphone: false,
  camera: false,
  end: null,
  problem: null,
};

/** Shows a meeting in a frame. Throws a TypeError where `url` is no meeting's link. */
export function createPealMeeting({ url, parent, name, title = "Meeting" }: PealOptions): PealMeeting {
  const { origin, pathname, hash } = new URL(url);
  const code = CODE.exec(pathname)?.[1];
  if (!code) throw new TypeError("not a meeting's link");
  const secret = SECRET.exec(hash)?.[1];
  const frame = document.createElement("iframe");
  frame.src = `${origin}/embed/${code}${secret ? `#k=${secret}` : ""}`;
  frame.allow = FEATURES.map((feature) => `${feature} ${origin}`).join("; ");
  frame.title = title;
  frame.style.cssText = "width:100%;height:100%;border:0;display:block";

  let state = begun;
  let isShown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<(event: string, told: object) => void>();
  const say = (message: object) =>
    frame.contentWindow?.postMessage(Object.assign({ peal: VERSION }, message), origin);
  const tell = <Name extends keyof PealEvents>(event: Name, told: PealEvents[Name]) => {
    for (const listener of listeners) listener(event, told);
  };

  const follow = (next: PealState) => {
    const before = state;
    state = next;
    const isIn = next.phase === "in";
    const wasIn = before.phase === "in";
    if (next.phase === "waiting" && before.phase !== "waiting") tell("waiting", {});
    if (isIn && !wasIn) tell("joined", { participants: next.participants });
    if (isIn && next.participants !== before.participants) tell("participants", { count: next.participants });
    if (next.microphone !== before.microphone) tell("microphone", { isOn: next.microphone });
    if (next.camera !== before.camera) tell("camera", { isOn: next.camera });
    if (next.problem && next.problem !== before.problem) tell("error", { code: next.problem });
    if (wasIn && !isIn) tell("left", { reason: next.end ?? "left" });
  };
  const hear = ({ source, origin: from, data }: MessageEvent<unknown>) => {
    if (source !== frame.contentWindow || from !== origin) return;
    const message = data as { peal?: unknown; ready?: unknown; state?: PealState } | null;
    if (message?.peal !== VERSION) return;
    if (message.ready) {
      isShown = true;
      say({ command: "hello", name });
    }
    if (message.state) follow(message.state);
  };
  const wait = () => {
    timer = setTimeout(() => isShown || tell("error", { code: "not_shown" }), PATIENCE_MS);
  };

  window.addEventListener("message", hear);
  frame.addEventListener("load", wait, { once: true });
  parent.append(frame);
  return {
    frame,
    get state() {
      return state;
    },
    muteMicrophone: () => say({ command: "microphone", isOn: false }),
    unmuteMicrophone: () => say({ command: "microphone", isOn: true }),
    turnCameraOn: () => say({ command: "camera", isOn: true }),
    turnCameraOff: () => say({ command: "camera", isOn: false }),
    leave: () => say({ command: "leave" }),
    on: (event, listener) => {
      const hears = (happened: string, told: object) => {
        if (happened === event) (listener as (told: object) => void)(told);
      };
      listeners.add(hears);
      return () => void listeners.delete(hears);
    },
    destroy: () => {
      clearTimeout(timer);
      window.removeEventListener("message", hear);
      listeners.clear();
      frame.remove();
    },
  };
}
