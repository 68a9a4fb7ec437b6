import type { ReactNode } from "react";

const tones = {
  neutral: "bg-wash text-muted",
  accent: "bg-accent-wash text-accent-text",
  alarm: "bg-end text-on-end",
  ok: "bg-wash text-ok-text",
};

/** A few letters or a number beside something: its state, or how many wait. */
export function Badge({ tone = "neutral", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 min-w-5 items-center justify-center gap-1 rounded-full px-1.5 font-semibold text-xs tabular-nums ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
