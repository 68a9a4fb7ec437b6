"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "@/components/use-store";
import { type PlayingTone, playTone } from "@/lib/call/tones";
import { isLeader } from "@/lib/live/live-store";

const FLASH_MS = 1_000;
const VIBRATION_MS = [600, 300, 600, 1_500];
const VIBRATION_LENGTH_MS = VIBRATION_MS.reduce((sum, ms) => sum + ms, 0);

/**
 * Rings while mounted: tone and vibration on the tab that leads, the title on every tab. Returns a way to start the sound
 * where the browser wants a click first, else null.
 */
export function useRinging(title: string): (() => void) | null {
  const leads = useStore(isLeader);
  const [isBlocked, setBlocked] = useState(false);
  const tone = useRef<PlayingTone | null>(null);

  useEffect(() => {
    if (!leads) return;
    tone.current = playTone("ring", () => setBlocked(true));
    const canVibrate = "vibrate" in navigator && navigator.userActivation?.hasBeenActive;
    const shake = () => canVibrate && navigator.vibrate(VIBRATION_MS);
    shake();
    const again = setInterval(shake, VIBRATION_LENGTH_MS);
    return () => {
      tone.current?.stop();
      clearInterval(again);
      if (canVibrate) navigator.vibrate(0);
    };
  }, [leads]);

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

  const unblock = useCallback(() => {
    setBlocked(false);
    tone.current?.stop();
    tone.current = playTone("ring", () => setBlocked(true));
  }, []);
  return isBlocked && leads ? unblock : null;
}
