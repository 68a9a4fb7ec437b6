import { readChoice, rememberChoice } from "@/lib/media/choice";
import { type Store, writable } from "@/lib/store";
import type { CarriedLayout } from "@/server/layout/contract";
import type { TilesPerPage } from "./layout";
import type { Layout } from "./arrangement";

/** How the tiles of a call are laid out on this device. */
export type StageLayout = {
  layout: Layout;
  tilesPerPage: TilesPerPage;
  isSelfViewHidden: boolean;
  /** People without a picture have no tile. */
  isVideoOnly: boolean;
  /** The tile that was made large, by its id, which is of one call alone. */
  pinned: string | null;
  /** Whether the chat of a call is open, and how far it was read. */
  chat: CarriedLayout["chat"];
};

const { layout = "gallery", tilesPerPage = 9, isSelfViewHidden = false } = readChoice();
const state = writable<StageLayout>({
  layout,
  tilesPerPage,
  isSelfViewHidden,
  isVideoOnly: false,
  pinned: null,
  chat: null,
});
export const stageLayout: Store<StageLayout> = state;

/** Changes the layout. All but the pin, and hiding people, is remembered by this browser. */
export function layOut(part: Partial<StageLayout>): void {
  const next = { ...state.value, ...part };
  state.set(next);
  rememberChoice({
    layout: next.layout,
    tilesPerPage: next.tilesPerPage,
    isSelfViewHidden: next.isSelfViewHidden,
  });
}

/** How this device shows a call, as another one of the same person is to go on with it; what suits a screen's size stays here. */
export function layoutNow(): CarriedLayout {
  const { layout: how, isVideoOnly, pinned, chat } = state.value;
  return { layout: how, isVideoOnly, pinned, chat };
}

/** Shows a call as the device did that it comes from; this browser remembers nothing of it. */
export const continueLayout = (carried: CarriedLayout): void => state.set({ ...state.value, ...carried });

/** From the gallery to the speaker, and back. */
export const toggleLayout = (): void =>
  layOut({ layout: state.value.layout === "gallery" ? "speaker" : "gallery", pinned: null });

/** Makes a tile large, in the place of any other; the same once more takes the pin away. */
export const pin = (id: string): void => layOut({ pinned: state.value.pinned === id ? null : id });
