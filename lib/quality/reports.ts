import { api } from "@/lib/api/client";
import type { Attendant } from "@/lib/call/attended";
import { samplesOf } from "@/lib/media/samples";
import { qualityAnswer } from "./answer";
import { reportOf } from "./report-of";
import { nextSequence } from "./sequence";

const EVERY_MS = 10_000;
/** The first one says which way the media goes, and is not kept waiting for. */
const FIRST_MS = 3_000;
/** An answer is of the present for this long. */
const STANDS_MS = 25_000;

/** Reports every 10 s how the connection goes, and keeps what the server makes of it in `qualityAnswer`. */
export const reportQuality: Attendant = ({ room: { room }, callId, admissionId }) => {
  const samples = samplesOf(room);
  const stopReading = samples.subscribe(() => {});
  let timer = setTimeout(() => void report(FIRST_MS), FIRST_MS);
  let fading: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const report = async (spanMs: number) => {
    timer = setTimeout(() => void report(EVERY_MS), EVERY_MS);
    const sample = samples.over(spanMs);
    if (!sample) return;
    const sequence = nextSequence(admissionId);
    const told = api.quality.report.mutate({ callId, admissionId, sequence, ...reportOf(sample) });
    // What cannot be told now is not told later: the next report says how it is then.
    const answer = await told.catch(() => null);
    if (isOver || !answer) return;
    qualityAnswer.set(answer);
    clearTimeout(fading);
    fading = setTimeout(() => qualityAnswer.set(null), STANDS_MS);
  };

  return () => {
    isOver = true;
    clearTimeout(timer);
    clearTimeout(fading);
    stopReading();
    qualityAnswer.set(null);
  };
};
