"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { meterOf, watchLevel } from "@/lib/media/level";

type LevelMeterProps = {
  label: string;
  /** What is listened to; null while there is nothing. */
  track: MediaStreamTrack | null;
  onLevel?: (level: number) => void;
};

/** How loud it is before the microphone at this moment. */
export function LevelMeter({ label, track, onLevel }: LevelMeterProps) {
  const [level, setLevel] = useState(0);
  const tell = useEffectEvent((now: number) => {
    setLevel(meterOf(now));
    onLevel?.(now);
  });
  useEffect(() => {
    if (!track) return;
    const stop = watchLevel(track, (now) => tell(now));
    return () => {
      stop();
      setLevel(0);
    };
  }, [track]);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 100)}
      className="h-3 overflow-hidden rounded-full bg-wash"
    >
      <div
        style={{ scale: `${level} 1` }}
        className="size-full origin-left rounded-full bg-answer transition-[scale] duration-100 rtl:origin-right"
      />
    </div>
  );
}
