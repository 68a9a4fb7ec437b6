"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LateMovePage } from "@/components/handoff/late-coming";
import { LateStage } from "./late-stage";

const CALL = /^\/call\/([0-9a-f-]{36})(\/move)?$/;

/**
 * The pages, and over them the stage while the address is that of a call, or the way to take a call over. They hang on the address
 * alone and not on a page of their own: going into a call asks the server for nothing, so the first picture waits for no page.
 */
export function StageFrame({ children }: { children: ReactNode }) {
  const [, callId, isMove] = CALL.exec(usePathname()) ?? [];
  return (
    <>
      <div hidden={callId !== undefined}>{children}</div>
      {callId && isMove && <LateMovePage key={callId} callId={callId} />}
      {callId && !isMove && <LateStage key={callId} callId={callId} />}
    </>
  );
}
