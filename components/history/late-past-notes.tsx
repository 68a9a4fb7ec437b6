"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** What puts notes together is larger than the page that shows them. */
export const LatePastNotes = dynamic(() => import("./past-notes").then((module) => module.PastNotes), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-16" />,
});
