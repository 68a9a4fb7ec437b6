"use client";
import { useEffect } from "react";

/** Keeps the screen on while this is shown, where the browser can. It lets go whenever the page is hidden, and is asked again. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const hold = async () => {
      if (document.hidden || (lock && !lock.released)) return;
      // A phone that saves its battery refuses: the call goes on, and the screen may go dark.
      const next = await navigator.wakeLock.request("screen").catch(() => null);
      if (isOver) void next?.release();
      else lock = next ?? lock;
    };
    void hold();
    const look = () => void hold();
    document.addEventListener("visibilitychange", look);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", look);
      void lock?.release();
    };
  }, []);
}
