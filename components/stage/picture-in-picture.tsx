"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { RunningSession } from "@/lib/call/session-state";
import { openSmallWindow, smallWindowKind, toggleSmallVideo } from "@/lib/media/small-window";
import { offerShortcut } from "@/lib/shortcuts";
import type { LiveCall } from "@/server/live/contract";
import { LateSmallCall } from "./late-aids";

type PictureInPictureProps = { session: RunningSession; call: LiveCall };

/** The call in a small window over other programs, with its buttons; where the browser has none, the picture of one person. */
export function PictureInPicture({ session, call }: PictureInPictureProps) {
  const [opened, setOpened] = useState<Window | null>(null);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const toggle = useEffectEvent(async () => {
    if (opened) return opened.close();
    if (smallWindowKind() === "document") {
      const next = await openSmallWindow();
      // The call was over before the window stood.
      if (isShown.current) setOpened(next);
      else next?.close();
    } else {
      const video = document.querySelector<HTMLVideoElement>("main [role=group] video");
      if (video) await toggleSmallVideo(video);
    }
  });
  useEffect(() => {
    if (smallWindowKind() === null) return;
    return offerShortcut("pictureInPicture", () => void toggle());
  }, []);
  useEffect(() => {
    if (!opened) return;
    const closed = () => setOpened(null);
    opened.addEventListener("pagehide", closed);
    return () => {
      opened.removeEventListener("pagehide", closed);
      opened.close();
    };
  }, [opened]);
  return opened && createPortal(<LateSmallCall session={session} call={call} />, opened.document.body);
}
