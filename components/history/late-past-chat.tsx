"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** What opens messages is larger than the page that shows them. */
export const LatePastChat = dynamic(() => import("./past-chat").then((module) => module.PastChat), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-16" />,
});
