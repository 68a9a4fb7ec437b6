"use client";
import type { MouseEvent, ReactNode } from "react";

/** No other page of Peal shows inside another site's: what is pressed in here opens in a tab of its own. */
function openOutside({ target }: MouseEvent): void {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link) return;
  link.target = "_blank";
  link.rel = "noopener";
}

/** Around everything of a page inside another site's. */
export function OutsideLinks({ children }: { children: ReactNode }) {
  return (
    <div className="contents" onClickCapture={openOutside}>
      {children}
    </div>
  );
}
