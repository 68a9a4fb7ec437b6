"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { leaveCall, want } from "@/lib/call/session";
import type { RunningSession } from "@/lib/call/session-state";
import { runShortcut } from "@/lib/shortcuts";

/** Media Session of the W3C, with what Chromium has beyond the types: video conferencing actions and automatic picture in picture. */
type CallAction = "togglemicrophone" | "togglecamera" | "hangup" | "enterpictureinpicture";

function handle(action: CallAction, act: (() => void) | null): void {
  try {
    navigator.mediaSession.setActionHandler(action as MediaSessionAction, act);
  } catch {
    // A browser that does not know the action has no key for it.
  }
}

/** The buttons of a headset, of the keyboard and of the small picture mute, turn the camera and hang up; the system says who it is. */
export function useMediaKeys({ sending, role }: RunningSession, people: string): void {
  const t = useTranslations("stage");
  const title = people || t("videoCall");
  const turn = useEffectEvent((source: "microphone" | "camera") => want(source, !sending[source]));
  const hasSession = "mediaSession" in navigator;
  useEffect(() => {
    if (!hasSession || role !== "active") return;
    handle("togglemicrophone", () => turn("microphone"));
    handle("togglecamera", () => turn("camera"));
    handle("hangup", () => void leaveCall().catch(() => {}));
    handle("enterpictureinpicture", () => runShortcut("pictureInPicture"));
    return () => {
      for (const action of ["togglemicrophone", "togglecamera", "hangup", "enterpictureinpicture"] as const)
        handle(action, null);
    };
  }, [hasSession, role]);
  useEffect(() => {
    if (!hasSession) return;
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: "Peal" });
    return () => {
      navigator.mediaSession.metadata = null;
    };
  }, [hasSession, title]);
  useEffect(() => {
    // Not in every browser that has the rest.
    if (!hasSession || !("setMicrophoneActive" in navigator.mediaSession)) return;
    // By the standard they are promises; in Chromium they are nothing.
    void Promise.resolve(navigator.mediaSession.setMicrophoneActive(sending.microphone)).catch(() => {});
    void Promise.resolve(navigator.mediaSession.setCameraActive(sending.camera)).catch(() => {});
  }, [hasSession, sending.microphone, sending.camera]);
}
