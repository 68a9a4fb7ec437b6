"use client";
import dynamic from "next/dynamic";

/** What there is to say of keys on the page of devices; its code comes after the page stands. */
export const LateThisDevice = dynamic(() => import("./this-device").then((module) => module.ThisDevice), {
  ssr: false,
});

export const LateDeviceTrust = dynamic(() => import("./device-trust").then((module) => module.DeviceTrust), {
  ssr: false,
});
