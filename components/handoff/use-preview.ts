"use client";
import { useEffect, useState } from "react";
import { useStore } from "@/components/use-store";
import { Preview, type PreviewState } from "@/lib/media/preview";
import { writable } from "@/lib/store";

const nothing = writable<PreviewState>({
  wanted: { microphone: false, camera: false },
  camera: null,
  trouble: {},
  devices: [],
  isOpening: true,
});

/** Microphone and camera as they would be on a call, beginning as said; let go of with the screen, unless they were handed over. */
export function usePreview(first: { microphone: boolean; camera: boolean }) {
  const [beginning] = useState(first);
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    const made = new Preview(beginning);
    setPreview(made);
    return () => made.close();
  }, [beginning]);
  const state = useStore(preview?.state ?? nothing);
  return { preview, state };
}
