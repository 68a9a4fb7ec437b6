"use client";
import dynamic from "next/dynamic";

/** The pad; its code comes when it is shown. */
export const LatePadPanel = dynamic(() => import("./pad-panel").then((module) => module.PadPanel), {
  ssr: false,
});
