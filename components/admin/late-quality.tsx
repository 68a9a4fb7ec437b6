"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** Its plots are larger than the page that shows them. */
export const LateQuality = dynamic(() => import("./quality").then((module) => module.AdminQuality), {
  ssr: false,
  loading: () => <Skeleton className="h-96 w-full rounded-lg!" />,
});
