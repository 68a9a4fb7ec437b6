import { createLocalVideoTrack, type LocalTrack, LocalVideoTrack, VideoPresets } from "livekit-client";
import { readChoice } from "@/lib/media/choice";
import { type HardwareTrouble, hardwareTrouble } from "@/lib/media/hardware";
import { type Store, writable } from "@/lib/store";
import type { PictureProcessor } from "./dress";
import type { Effect } from "./effect";
import { type Loss, wear, wornEffect } from "./worn";

type TryState = {
  effect: Effect;
  camera: LocalVideoTrack | null;
  trouble: HardwareTrouble | null;
  loss: Loss | null;
};

/** An effect on a picture that nobody else gets, before it is worn. */
export class TryOn {
  readonly #effect = writable<Effect>(wornEffect.value);
  readonly #state = writable<TryState>({
    effect: wornEffect.value,
    camera: null,
    trouble: null,
    loss: null,
  });
  /** Which opening counts; none once it is closed. */
  #opening: symbol | null = null;

  /** @param inUse the camera's track of a running call */
  constructor(readonly inUse?: LocalTrack) {}

  get state(): Store<TryState> {
    return this.#state;
  }

  /** Opens the camera that is in use, small. Never rejects. */
  async open(): Promise<void> {
    const opening = Symbol("opening");
    this.#opening = opening;
    try {
      const camera = await this.#openCamera();
      if (this.#opening === opening) this.#set({ camera });
      else camera.stop();
    } catch (error) {
      this.#set({ trouble: hardwareTrouble(error) });
    }
  }

  /** A second look through the camera of the call, where there is one: some telephones end the first when it is opened twice. */
  async #openCamera(): Promise<LocalVideoTrack> {
    const processor = await this.#processor();
    const running = this.inUse?.mediaStream?.getVideoTracks().find(({ readyState }) => readyState === "live");
    if (!running) {
      const { resolution } = VideoPresets.h360;
      return await createLocalVideoTrack({ deviceId: readChoice().camera, resolution, processor });
    }
    const camera = new LocalVideoTrack(running.clone());
    if (processor) await camera.setProcessor(processor);
    return camera;
  }

  /** Puts an effect on the picture that is tried. */
  try(part: Partial<Effect>): void {
    const effect = { ...this.#state.value.effect, ...part };
    this.#set({ effect, loss: null });
    this.#effect.set(effect);
  }

  /** From now on others see it, too. */
  use(): void {
    wear(this.#state.value.effect);
  }

  /** Lets go of the camera. */
  close(): void {
    this.#opening = null;
    this.#state.value.camera?.stop();
    this.#set({ camera: null });
  }

  async #processor(): Promise<PictureProcessor | undefined> {
    try {
      const { makePictureProcessor } = await import("./picture-processor");
      const onLoss = (loss: Loss) => {
        this.try({ background: "none", filter: "none" });
        this.#set({ loss });
      };
      return makePictureProcessor({ effect: this.#effect, onLoss });
    } catch {
      this.#set({ loss: "failed" });
      return undefined;
    }
  }

  #set(part: Partial<TryState>): void {
    this.#state.set({ ...this.#state.value, ...part });
  }
}
