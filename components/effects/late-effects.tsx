"use client";
import dynamic from "next/dynamic";
import { Spinner } from "@/components/ui/spinner";

/** The choice of effects, whose code comes when it is shown. */
export const LateEffectsPanel = dynamic(
  () => import("./effects-panel").then((module) => module.EffectsPanel),
  {
    ssr: false,
    loading: () => (
      <div className="grid min-h-60 place-items-center">
        <Spinner />
      </div>
    ),
  },
);
