"use client";
import dynamic from "next/dynamic";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";

const LateKnocks = dynamic(() => import("./knocks").then((module) => module.Knocks), { ssr: false });

/** Over every page of a host: who asks to be let into their meetings. */
export function KnockLayer() {
  const knocks = useStore(liveState)?.knocks ?? [];
  return knocks.length > 0 ? <LateKnocks knocks={knocks} /> : null;
}
