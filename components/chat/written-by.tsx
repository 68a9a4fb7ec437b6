import type { ReactNode } from "react";
import { LocalTime } from "@/components/ui/local-time";

const timeOf = (at: Date) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

/** Who wrote something and when (epoch ms), with what else is to be said of it. */
export function WrittenBy({ name, at, children }: { name: string; at: number; children?: ReactNode }) {
  return (
    <p className="flex items-baseline gap-2 text-sm">
      <bdi className="min-w-0 truncate font-semibold">{name}</bdi>
      <span className="shrink-0 text-muted text-xs">
        <LocalTime at={at} words={timeOf} />
      </span>
      {children}
    </p>
  );
}
