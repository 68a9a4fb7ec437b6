"use client";
import dynamic from "next/dynamic";

/** Questions; their code comes when they are shown. */
export const LateQuestionsPanel = dynamic(
  () => import("./questions-panel").then((module) => module.QuestionsPanel),
  { ssr: false },
);
