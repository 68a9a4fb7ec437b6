import { writable } from "@/lib/store";
import type { QualityAnswer } from "@/server/quality/contract";

/** What the server made of this device's last report: its advice, and whose network is weak. Null where there is none of the present. */
export const qualityAnswer = writable<QualityAnswer | null>(null);
