"use client";
import dynamic from "next/dynamic";

/** What a running call needs where it moves or is on several devices; no page carries its code until it does. */
export const LateMoveDialog = dynamic(() => import("./move-dialog").then((module) => module.MoveDialog), {
  ssr: false,
});
export const LateMoveNotice = dynamic(() => import("./move-notice").then((module) => module.MoveNotice), {
  ssr: false,
});
export const LateCallElsewhere = dynamic(
  () => import("./call-elsewhere").then((module) => module.CallElsewhere),
  { ssr: false },
);
export const LateArriving = dynamic(() => import("./arriving").then((module) => module.Arriving), {
  ssr: false,
});
export const LateCompanionControls = dynamic(
  () => import("./companion-controls").then((module) => module.CompanionControls),
  { ssr: false },
);
