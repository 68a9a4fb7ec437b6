"use client";
import dynamic from "next/dynamic";

/** Peal as an app, whose code comes after the page stands. */
export const LatePwa = dynamic(() => import("./pwa").then((module) => module.Pwa), { ssr: false });
