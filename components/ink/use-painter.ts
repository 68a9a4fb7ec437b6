"use client";
import { type RefObject, useEffect } from "react";
import type { Box } from "@/lib/ink/content-box";
import { InkPainter } from "@/lib/ink/draw/painter";
import type { SurfaceId } from "@/lib/ink/ink";
import type { InkRoom } from "@/lib/ink/ink-room";
import { liveState } from "@/lib/live/live-store";
import { ownerIn } from "./use-ink";

type Canvas = RefObject<HTMLCanvasElement | null>;
type Painted = { ink: InkRoom; surface: SurfaceId; box: Box | null; still: Canvas; moving: Canvas };

/** Keeps the ink of a surface drawn on two canvases of the picture's size. React draws nothing of it. */
export function usePainter({ ink, surface, box, still, moving }: Painted): void {
  const { width = 0, height = 0 } = box ?? {};
  useEffect(() => {
    const layers = { still: still.current, moving: moving.current };
    if (!layers.still || !layers.moving || width === 0) return;
    const painter = new InkPainter(
      { still: layers.still, moving: layers.moving },
      ink.surface(surface),
      nameOf,
    );
    painter.resize(width, height);
    const stop = ink.subscribe((changed) => {
      if (changed === surface) painter.look();
    });
    return () => {
      stop();
      painter.stop();
    };
  }, [ink, surface, width, height, still, moving]);
}

const nameOf = (author: string): string | null =>
  ownerIn(liveState.value?.call?.participants ?? [], author)?.person.name ?? null;
