"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** The choice of quality as this browser remembers it, for the calls to come. */
export const LateQualityChoice = dynamic(
  () => import("./quality-choice").then((module) => module.QualityChoice),
  { ssr: false, loading: () => <Skeleton className="h-48 w-full" /> },
);
