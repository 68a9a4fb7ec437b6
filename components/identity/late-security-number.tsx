"use client";
import dynamic from "next/dynamic";

/** The security number of a contact, whose code comes after the page stands. */
export const LateSecurityNumber = dynamic(
  () => import("./security-number").then((module) => module.SecurityNumber),
  { ssr: false },
);

/** The word of a changed number, likewise. */
export const LateNumberChanged = dynamic(
  () => import("./number-changed").then((module) => module.NumberChanged),
  { ssr: false },
);
