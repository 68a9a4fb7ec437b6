import type { ReactNode } from "react";

/** The dark ground of every state of a call, its content in the middle. */
export function Backdrop({ children }: { children: ReactNode }) {
  return (
    <main
      data-scheme="dark"
      className="fixed inset-0 flex flex-col items-center justify-center gap-5 bg-paper px-6 text-center text-ink"
    >
      {children}
    </main>
  );
}
