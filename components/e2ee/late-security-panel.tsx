"use client";
import dynamic from "next/dynamic";

/** What stands behind the lock; its code comes when the lock is pressed. */
export const LateSecurityPanel = dynamic(
  () => import("./security-panel").then((module) => module.SecurityPanel),
  { ssr: false },
);
