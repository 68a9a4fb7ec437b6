"use client";
import dynamic from "next/dynamic";
import { Backdrop } from "./backdrop";

/** Loads the code of the stage; begun while it rings, so that the answer need not wait for it. */
export const loadStage = () => import("./stage");

/** The stage of one call, whose code no other page carries. */
export const LateStage = dynamic(() => loadStage().then(({ Stage }) => Stage), {
  ssr: false,
  loading: () => <Backdrop>{null}</Backdrop>,
});
