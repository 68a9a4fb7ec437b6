"use client";
import { useEffect } from "react";
import { PreviewChoices } from "@/components/handoff/preview-choices";
import { PreviewPicture } from "@/components/handoff/preview-picture";
import { usePreview } from "@/components/handoff/use-preview";
import type { Preview } from "@/lib/media/preview";

/** How I would be seen, which microphone and camera; `onOpen` is given the preview, whose tracks go into the meeting. */
export function PreviewPart({ onOpen }: { onOpen: (preview: Preview) => void }) {
  const { preview, state } = usePreview({ microphone: true, camera: true });
  useEffect(() => onOpen(preview), [preview, onOpen]);
  return (
    <div className="grid gap-4">
      <PreviewPicture preview={preview} state={state} />
      <PreviewChoices preview={preview} state={state} />
    </div>
  );
}
