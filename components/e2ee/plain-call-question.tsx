"use client";
import dynamic from "next/dynamic";
import { useStore } from "@/components/use-store";
import { plainCallQuestion } from "@/lib/call/plain-call";

const LateSheet = dynamic(() => import("./plain-call-sheet").then((module) => module.PlainCallSheet), {
  ssr: false,
});

/** Asks, in a browser that cannot encrypt, before it calls; the code of the question comes with it. */
export function PlainCallQuestion() {
  const answer = useStore(plainCallQuestion);
  return answer && <LateSheet onAnswer={answer} />;
}
