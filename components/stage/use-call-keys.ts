"use client";
import { useEffect, useEffectEvent } from "react";
import { want } from "@/lib/call/session";
import type { RunningSession, Sending } from "@/lib/call/session-state";
import { isPressedBySpace, isTypedInto, offerShortcut, runShortcut, shortcutOf } from "@/lib/shortcuts";

const keysOf = {
  active: ["microphone", "camera", "share"],
  companion: ["share"],
  standby: [],
} as const satisfies Record<RunningSession["role"], readonly (keyof Sending)[]>;

/**
 * The keys of a call; on a second screen those of sharing alone. None while typing, and none with a modifier: those are the browser's.
 * The space bar opens a muted microphone while it is held.
 */
export function useCallKeys({ sending, role, phase }: RunningSession): void {
  const isReady = phase !== "connecting";
  const turn = useEffectEvent((source: keyof Sending) => want(source, !sending[source]));
  useEffect(() => {
    const sources = isReady ? keysOf[role] : [];
    const offers = sources.map((source) => offerShortcut(source, () => turn(source)));
    return () => {
      for (const takeBack of offers) takeBack();
    };
  }, [role, isReady]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event);
      if (!shortcut || shortcut === "talk" || event.repeat || isTypedInto(event.target)) return;
      runShortcut(shortcut);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  useTalkKey(isReady && role === "active", sending.microphone);
}

/** Opens a muted microphone while the space bar is held; when the page loses the keyboard, it is let go of. */
function useTalkKey(isOffered: boolean, isOpen: boolean): void {
  const isMuted = useEffectEvent(() => !isOpen);
  useEffect(() => {
    if (!isOffered) return;
    let isHeld = false;
    // Somebody who pressed a button with the mouse does not mean it with the next space; who came to it by keyboard does.
    let isByKeyboard = false;
    const isForButton = ({ target }: Event) =>
      isTypedInto(target) || (isByKeyboard && isPressedBySpace(target));
    const press = (event: KeyboardEvent) => {
      if (event.key === "Tab" || event.key.startsWith("Arrow")) isByKeyboard = true;
      if (shortcutOf(event) !== "talk" || isForButton(event)) return;
      event.preventDefault();
      if (event.repeat || isHeld || !isMuted()) return;
      isHeld = true;
      want("microphone", true);
    };
    const letGo = () => {
      if (isHeld) want("microphone", false);
      isHeld = false;
    };
    const lift = (event: KeyboardEvent) => {
      if (event.key !== " ") return;
      // A button is pressed when the key comes up.
      if (!isForButton(event)) event.preventDefault();
      letGo();
    };
    const point = () => {
      isByKeyboard = false;
    };
    const options = { capture: true };
    window.addEventListener("keydown", press, options);
    window.addEventListener("keyup", lift, options);
    window.addEventListener("pointerdown", point, options);
    window.addEventListener("blur", letGo);
    return () => {
      letGo();
      window.removeEventListener("keydown", press, options);
      window.removeEventListener("keyup", lift, options);
      window.removeEventListener("pointerdown", point, options);
      window.removeEventListener("blur", letGo);
    };
  }, [isOffered]);
}
