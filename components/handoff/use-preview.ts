"use client";
import { useEffect, useState } from "react";
import { useStore } from "@/components/use-store";
import { Preview } from "@/lib/media/preview";

/** Microphone and camera as they would be on a call, beginning as said; let go of with the screen, unless they were handed over. */
export function usePreview(first: { microphone: boolean; camera: boolean }) {
  const [preview] = useState(() => new Preview(first));
  useEffect(() => {
    preview.open();
    return () => preview.close();
  }, [preview]);
  return { preview, state: useStore(preview.state) };
}
