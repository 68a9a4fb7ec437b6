"use client";
import dynamic from "next/dynamic";

/** The panel of people, whose code comes when it is opened. */
export const LatePeoplePanel = dynamic(() => import("./people-panel").then((module) => module.PeoplePanel), {
  ssr: false,
});
