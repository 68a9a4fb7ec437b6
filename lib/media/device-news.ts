import { type Store, writable } from "@/lib/store";

/** What a person talks, looks and listens with. */
export type Hardware = "microphone" | "camera" | "speaker";

/** A device went or came back in the running call. `gone`: nothing took its place. `silent`: it is there and gives nothing. */
export type DeviceNews =
  | { state: "gone" | "back" | "silent"; name: string }
  | { state: "replaced"; name: string; by: string };

/** How long what has mended itself is told. */
const TOLD_MS = 8_000;

type AllNews = ReadonlyMap<Hardware, DeviceNews>;
const news = writable<AllNews>(new Map());
/** What happened to the devices of the running call; what has mended itself is told for 8 s. */
export const deviceNews: Store<AllNews> = news;

/** Tells what happened to a device; null takes back what was told of it. */
export function tellDevice(hardware: Hardware, told: DeviceNews | null): void {
  const next = new Map(news.value);
  next.delete(hardware);
  if (told) next.set(hardware, told);
  news.set(next);
  if (!told || told.state === "gone" || told.state === "silent") return;
  setTimeout(() => {
    if (news.value.get(hardware) === told) tellDevice(hardware, null);
  }, TOLD_MS);
}
