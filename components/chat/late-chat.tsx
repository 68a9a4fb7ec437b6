"use client";
import dynamic from "next/dynamic";

/** The parts of the chat; their code comes when they are shown. */
export const LateChatPanel = dynamic(() => import("./chat-panel").then((module) => module.ChatPanel), {
  ssr: false,
});
export const LateSignList = dynamic(() => import("./sign-list").then((module) => module.SignList), {
  ssr: false,
});
