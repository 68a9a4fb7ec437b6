import type { ReactNode } from "react";

/** A few words above the buttons of a call. The bars stay while one is there. */
export const Hint = ({ children }: { children: ReactNode }) => (
  <p
    data-hint
    className="max-w-[min(28rem,calc(100vw-2rem))] text-balance rounded-md bg-card/95 px-4 py-3 text-center text-sm shadow-float"
  >
    {children}
  </p>
);
