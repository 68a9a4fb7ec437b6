"use client";
import dynamic from "next/dynamic";

const Empty = () => (
  <div data-scheme="dark" className="aspect-4/3 w-full rounded-lg bg-card shadow-card sm:aspect-video" />
);

/** The preview, whose code is large: the page stands before it, and what it needs going in needs too. */
export const LatePreviewPart = dynamic(() => import("./preview-part").then((module) => module.PreviewPart), {
  ssr: false,
  loading: Empty,
});
