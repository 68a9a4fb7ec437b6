"use client";
import dynamic from "next/dynamic";

/** Reads the fragment of the address, which only the browser knows. */
export const LateConfirmByLink = dynamic(
  () => import("./confirm-by-link").then((module) => module.ConfirmByLink),
  { ssr: false },
);
