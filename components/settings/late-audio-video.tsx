"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** What a call begins with in this browser, read from it. */
export const LateAudioVideo = dynamic(() => import("./audio-video").then((module) => module.AudioVideo), {
  ssr: false,
  loading: () => <Skeleton className="h-48 w-full" />,
});
