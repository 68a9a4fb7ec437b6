"use client";
import dynamic from "next/dynamic";

/** What leads a call from another device to this one; no page carries its code until there is one. */
export const LateMovePage = dynamic(() => import("./move-page").then((module) => module.MovePage), {
  ssr: false,
});
export const LateHandedDialog = dynamic(
  () => import("./handed-dialog").then((module) => module.HandedDialog),
  {
    ssr: false,
  },
);
