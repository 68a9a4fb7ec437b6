"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { serverNow } from "@/lib/live/live-store";

/** How long the call has run, by the server's clock. */
export function Timer({ since, className = "text-sm text-white/80" }: { since: number; className?: string }) {
  const [ms, setMs] = useState(() => serverNow() - since);
  useEffect(() => {
    const tick = setInterval(() => setMs(serverNow() - since), 500);
    return () => clearInterval(tick);
  }, [since]);
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return (
    <time role="timer" className={`shrink-0 tabular-nums ${className}`}>
      {shown.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":")}
    </time>
  );
}

const WARNING_MIN = 5;

/** Says in the last five minutes of the longest time of a call that it ends, once a minute. */
export function EndsSoon({ at }: { at: number }) {
  const t = useTranslations("stage");
  const left = () => Math.ceil((at - serverNow()) / 60_000);
  const [minutes, setMinutes] = useState(left);
  useEffect(() => {
    const tick = setInterval(() => setMinutes(Math.ceil((at - serverNow()) / 60_000)), 5_000);
    return () => clearInterval(tick);
  }, [at]);
  if (minutes > WARNING_MIN || minutes < 1) return null;
  return (
    <p role="status" className="text-accent-text text-sm">
      {t("endsSoon", { minutes })}
    </p>
  );
}
