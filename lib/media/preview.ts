import { type LocalTrack, Track } from "livekit-client";
import { type Store, writable } from "@/lib/store";
import { type Captured, completeTracks, release } from "./capture";
import { type DeviceChoice, rememberChoice } from "./choice";
import { listDevices } from "./devices";

type Wanted = { microphone: boolean; camera: boolean };
type Source = keyof Wanted;

/** What a person sees and chooses before they are on a call. */
export type PreviewState = {
  wanted: Wanted;
  /** The camera's picture, once it is open. */
  camera: LocalTrack | null;
  /** The microphone's sound, once it is open. */
  microphone: LocalTrack | null;
  trouble: Captured["trouble"];
  /** What there is to choose from; told by the browser once something was allowed. */
  devices: MediaDeviceInfo[];
  isOpening: boolean;
};

const kinds: Record<Source, Track.Kind> = { microphone: Track.Kind.Audio, camera: Track.Kind.Video };

/** Microphone and camera before a call: opened as wanted, tried again on each change, and handed over or let go of at the end. */
export class Preview {
  readonly #state;
  #tracks: LocalTrack[] = [];
  #work: Promise<void> = Promise.resolve();
  #isOver = true;

  constructor(wanted: Wanted) {
    this.#state = writable<PreviewState>({
      wanted,
      camera: null,
      microphone: null,
      trouble: {},
      devices: [],
      isOpening: true,
    });
  }

  get state(): Store<PreviewState> {
    return this.#state;
  }

  /** Opens what is wanted. */
  open(): void {
    this.#isOver = false;
    this.#open();
  }

  /** Turns a source on or off; turning on tries again what was in trouble. */
  want(source: Source, isOn: boolean): void {
    const { wanted, trouble } = this.#state.value;
    this.#set({ wanted: { ...wanted, [source]: isOn }, trouble: { ...trouble, [source]: undefined } });
    this.#open();
  }

  /** Changes over to another microphone or camera, which this browser remembers, and turns it on. */
  choose(source: Source, deviceId: string): void {
    const choice: DeviceChoice = source === "camera" ? { camera: deviceId } : { microphone: deviceId };
    rememberChoice(choice);
    this.#work = this.#work.then(() => {
      release(this.#tracks.filter((track) => track.kind === kinds[source]));
    });
    this.want(source, true);
  }

  #open(): void {
    this.#set({ isOpening: true });
    this.#work = this.#work.then(async () => {
      if (this.#isOver) return;
      const { wanted } = this.#state.value;
      const { tracks, trouble } = await completeTracks(this.#tracks, wanted);
      this.#tracks = tracks;
      if (this.#isOver) return this.#letGo();
      const [camera, microphone] = [kinds.camera, kinds.microphone].map(
        (kind) => tracks.find((track) => track.kind === kind) ?? null,
      );
      const devices = await listDevices();
      // What could not be had is off: the buttons say what will be sent.
      const isHad = { microphone: !trouble.microphone, camera: !trouble.camera };
      const now = this.#state.value;
      const isNewest = now.wanted === wanted;
      this.#set({
        camera: camera ?? null,
        microphone: microphone ?? null,
        devices,
        isOpening: !isNewest,
        trouble: { ...now.trouble, ...trouble },
        ...(isNewest && {
          wanted: {
            microphone: wanted.microphone && isHad.microphone,
            camera: wanted.camera && isHad.camera,
          },
        }),
      });
    });
  }

  /** Gives the open tracks to the call; nothing is closed after that. */
  handOver(): LocalTrack[] {
    const tracks = this.#tracks;
    this.#tracks = [];
    this.#isOver = true;
    return tracks;
  }

  /** Ends what is open, so that the camera's light goes out. Twice is once. */
  close(): void {
    this.#isOver = true;
    this.#letGo();
  }

  #letGo(): void {
    release(this.#tracks);
    this.#tracks = [];
  }

  #set(part: Partial<PreviewState>): void {
    if (!this.#isOver) this.#state.set({ ...this.#state.value, ...part });
  }
}
