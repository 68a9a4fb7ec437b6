"use client";
import dynamic from "next/dynamic";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";

const PutOff = dynamic(() => import("./put-off").then((module) => module.PutOff), { ssr: false });

/** The calls that were put off, whose code comes only where there are any. */
export function LatePutOff() {
  const live = useStore(liveState);
  if (!live?.callbacks.length && !live?.reminders.length) return null;
  return <PutOff callbacks={live.callbacks} reminders={live.reminders} />;
}
