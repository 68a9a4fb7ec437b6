import { attendEffects } from "@/lib/media/effects/attend-effects";
import { watchDevices } from "@/lib/media/device-watch";
import type { Attendant } from "./attended";
import { followHearing } from "./follow-hearing";

/** What may be missed, or heard that should not be, before it is there: its code comes as soon as there is a connection. */
export const soon: readonly Attendant[] = [watchDevices, followHearing, attendEffects];
