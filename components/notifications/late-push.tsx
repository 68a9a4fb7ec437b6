"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** The page's part in notifications, whose code comes once the page stands. Draws nothing. */
export function LatePush() {
  const router = useRouter();
  useEffect(() => {
    const start = () =>
      void import("@/lib/push/start")
        .then(({ startPush }) => startPush((path) => router.push(path)))
        // Without a worker, as in development or a private window, pages are as they are.
        .catch(() => {});
    if (document.readyState === "complete") return start();
    window.addEventListener("load", start, { once: true });
    return () => window.removeEventListener("load", start);
  }, [router]);
  return null;
}
