"use client";
import dynamic from "next/dynamic";

/** Parts of the stage that most calls do not need; their code comes when they are shown. */
export const LatePeoplePanel = dynamic(() => import("./people-panel").then((module) => module.PeoplePanel), {
  ssr: false,
});
export const LateHeldBar = dynamic(() => import("./held-bar").then((module) => module.HeldBar), {
  ssr: false,
});
export const LateDeviceChoices = dynamic(
  () => import("./device-choices").then((module) => module.DeviceChoices),
  { ssr: false },
);
