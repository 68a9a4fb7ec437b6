import { attendChat } from "@/lib/chat/attend-chat";
import { attendFloats } from "@/lib/chat/attend-floats";
import { followInk } from "@/lib/ink/follow-ink";
import { adapt } from "@/lib/media/adaptive/adapt";
import { attendPad } from "@/lib/pad/attend-pad";
import { reportQuality } from "@/lib/quality/reports";
import type { Attendant } from "./attended";

/** What needs nobody: its code comes once the first pictures are through, so that none waits for it. */
export const late: readonly Attendant[] = [
  reportQuality,
  adapt,
  attendChat,
  attendPad,
  attendFloats,
  followInk,
];
