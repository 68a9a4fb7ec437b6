"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";

/** The menu of a group, whose code comes after the page stands. */
export const LateGroupMenu = dynamic(() => import("./group-menu").then((module) => module.GroupMenu), {
  ssr: false,
  loading: () => (
    <span aria-hidden="true" className="inline-flex size-11 items-center justify-center text-muted">
      <Ellipsis className="size-5" />
    </span>
  ),
});
