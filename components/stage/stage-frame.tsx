"use client";
import { usePathname } from "next/navigation";
import { Activity, type ReactNode } from "react";
import { LateMovePage } from "@/components/handoff/late-coming";
import { useStore } from "@/components/use-store";
import { aheadCall } from "@/lib/call/ahead-call";
import { LateStage } from "./late-stage";

const CALL = /^\/call\/([0-9a-f-]{36})(\/move)?$/;

/**
 * The pages, and over them the stage while the address is that of a call, or the way to take a call over. They hang on the address
 * alone and not on a page of their own: going into a call asks the server for nothing, so the first picture waits for no page.
 * The stage of a call that rings here is drawn beneath, unseen and without effects, and shown by the answer.
 */
export function StageFrame({ children }: { children: ReactNode }) {
  const [, callId, isMove] = CALL.exec(usePathname()) ?? [];
  const drawnAhead = useStore(aheadCall);
  const ahead = drawnAhead?.isAtDoor ? null : drawnAhead;
  // The address follows the answer a little later.
  const shown = callId ?? (ahead?.isTaken ? ahead.callId : undefined);
  const drawn = isMove ? undefined : (shown ?? ahead?.callId);
  return (
    <>
      <div hidden={shown !== undefined}>{children}</div>
      {callId && isMove && <LateMovePage key={callId} callId={callId} />}
      {drawn && (
        <Activity key={drawn} mode={drawn === shown ? "visible" : "hidden"}>
          <LateStage callId={drawn} isShown={drawn === shown} isAddressed={drawn === callId} />
        </Activity>
      )}
    </>
  );
}
