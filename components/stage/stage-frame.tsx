"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LateStage } from "./late-stage";

const CALL = /^\/call\/([0-9a-f-]{36})$/;

/**
 * The pages, and over them the stage while the address is that of a call. The stage hangs on the address alone and not on a
 * page of its own: going into a call asks the server for nothing, so the first picture waits for no page.
 */
export function StageFrame({ children }: { children: ReactNode }) {
  const callId = CALL.exec(usePathname())?.[1];
  return (
    <>
      <div hidden={callId !== undefined}>{children}</div>
      {callId && <LateStage key={callId} callId={callId} />}
    </>
  );
}
