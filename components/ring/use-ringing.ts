"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "@/components/use-store";
import { type PlayingTone, playTone, type ToneName } from "@/lib/call/tones";
import { isLeader } from "@/lib/live/live-store";
import { readChoice } from "@/lib/media/choice";

const FLASH_MS = 1_000;
const VIBRATION_MS = [600, 300, 600, 1_500];
const VIBRATION_LENGTH_MS = VIBRATION_MS.reduce((sum, ms) => sum + ms, 0);

/**
 * Plays a tone through the ringer's loudspeaker while mounted, on the tab that leads; none for null. Returns a way to start the
 * sound where the browser wants a click first, else null.
 */
export function useTone(name: ToneName | null): (() => void) | null {
  const leads = useStore(isLeader);
  const [isBlocked, setBlocked] = useState(false);
  const tone = useRef<PlayingTone | null>(null);
  const play = useCallback(() => {
    tone.current?.stop();
    tone.current = name && playTone(name, () => setBlocked(true), readChoice().ringer);
  }, [name]);

  useEffect(() => {
    if (!leads) return;
    play();
    return () => tone.current?.stop();
  }, [leads, play]);

  const unblock = useCallback(() => {
    setBlocked(false);
    play();
  }, [play]);
  return isBlocked && leads ? unblock : null;
}

/** Rings while mounted: tone and vibration on the tab that leads, the title on every tab. Returns as `useTone` does. */
export function useRinging(title: string, name: ToneName): (() => void) | null {
  const leads = useStore(isLeader);
  const unblock = useTone(name);

  useEffect(() => {
    const canVibrate = leads && "vibrate" in navigator && navigator.userActivation?.hasBeenActive;
    if (!canVibrate) return;
    const shake = () => navigator.vibrate(VIBRATION_MS);
    shake();
    const again = setInterval(shake, VIBRATION_LENGTH_MS);
    return () => {
      clearInterval(again);
      navigator.vibrate(0);
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
  return unblock;
}
