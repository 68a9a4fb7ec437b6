"use client";
import { useEffect, useState } from "react";
import { useStore } from "@/components/use-store";
import { type PlayingTone, playTone } from "@/lib/call/tones";
import { isLeader } from "@/lib/live/live-store";

const FLASH_MS = 1_000;
const VIBRATION_MS = [600, 300, 600, 1_500];

/**
 * Rings while mounted: tone and vibration on the tab that leads, the title on every tab. Returns a way to start the sound
 * where the browser wants a click first, else null.
 */
export function useRinging(title: string): (() => void) | null {
  const leads = useStore(isLeader);
  const [isBlocked, setBlocked] = useState(false);
  const [clicks, setClicks] = useState(0);

  useEffect(() => {
    if (!leads) return;
    setBlocked(false);
    const tone: PlayingTone = playTone("ring", () => setBlocked(true));
    const canVibrate = "vibrate" in navigator && navigator.userActivation?.hasBeenActive;
    const shake = () => canVibrate && navigator.vibrate(VIBRATION_MS);
    shake();
    const again = setInterval(
      shake,
      VIBRATION_MS.reduce((sum, ms) => sum + ms, 0),
    );
    return () => {
      tone.stop();
      clearInterval(again);
      if (canVibrate) navigator.vibrate(0);
    };
  }, [leads, clicks]);

  useEffect(() => {
    const usual = document.title;
    const flash = setInterval(() => {
      document.title = document.title === title ? usual : title;
    }, FLASH_MS);
    document.title = title;
    return () => {
      clearInterval(flash);
      document.title = usual;
    };
  }, [title]);

  return isBlocked ? () => setClicks((count) => count + 1) : null;
}
