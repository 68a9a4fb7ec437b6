"use client";
import dynamic from "next/dynamic";

/** What most rings do not need comes when it is asked for. */
export const LateWaitingCall = dynamic(() => import("./waiting-call").then((module) => module.WaitingCall), {
  ssr: false,
});
export const LateQuietCall = dynamic(() => import("./quiet-call").then((module) => module.QuietCall), {
  ssr: false,
});
export const LateRingMore = dynamic(() => import("./ring-more").then((module) => module.RingMore), {
  ssr: false,
});
