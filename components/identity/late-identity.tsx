"use client";
import { useEffect } from "react";

/** This browser's keys, whose code comes once the page stands and has nothing else to do. Draws nothing. */
export function LateIdentity({ userId }: { userId: string }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const start = () => {
      timer = setTimeout(
        () =>
          void import("@/lib/e2ee/identity/start")
            .then(({ startIdentity }) => startIdentity(userId))
            // Without them, as in a browser without IndexedDB, pages are as they are; what needs keys says so.
            .catch(() => {}),
        AFTER_LOAD_MS,
      );
    };
    if (document.readyState === "complete") start();
    else window.addEventListener("load", start, { once: true });
    return () => {
      window.removeEventListener("load", start);
      clearTimeout(timer);
    };
  }, [userId]);
  return null;
}

/** How long after its load a page is left alone. */
const AFTER_LOAD_MS = 500;
