"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** Its plots are larger than the page that shows them. */
export const LateCallQuality = dynamic(
  () => import("./call-quality").then((module) => module.CallQualityView),
  { ssr: false, loading: () => <Skeleton className="m-4 h-56" /> },
);
