"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { useTranslations } from "next-intl";
import { type Size, toShare } from "@/lib/ink/content-box";
import { Pen } from "@/lib/ink/draw/pen";
import type { InkTool, SurfaceId } from "@/lib/ink/ink";
import type { InkRoom } from "@/lib/ink/ink-room";
import { colourAt } from "@/lib/ink/palette";
import { InkTools } from "./ink-tools";
import { TextField } from "./text-field";
import { useContentBox } from "./use-content-box";
import { useParticipants, useRights } from "./use-ink";
import { usePainter } from "./use-painter";

export type InkLayerProps = {
  ink: InkRoom;
  surface: SurfaceId;
  /** A whiteboard's size; null over the picture of the video beside this. */
  sheet?: Size | null;
  /** Ink is shown and not drawn: a small window. */
  isSmall?: boolean;
};

/** Ink above a shared picture, exactly over its content, with what draws it. It fills the element that shows the picture. */
export function InkLayer({ ink, surface, sheet = null, isSmall = false }: InkLayerProps) {
  const t = useTranslations("ink");
  const layer = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const [isWanted, setWanted] = useState(false);
  const [tool, setTool] = useState<InkTool>("pen");
  const [writing, setWriting] = useState<{ x: number; y: number } | null>(null);
  const rights = useRights(ink, surface);
  const colour = colourAt(useParticipants().findIndex((one) => one.isMe));
  const box = useContentBox(layer, sheet);
  usePainter({ ink, surface, box, still, moving });
  const isDrawing = isWanted && rights.mayDraw && !isSmall;
  const hasBox = box !== null;

  const chosen = useEffectEvent(() => ({ tool, colour }));
  useEffect(() => {
    const canvas = moving.current;
    if (!canvas || !isDrawing || !hasBox) return;
    const full = () => toast(t("full"));
    return new Pen(canvas, ink, surface, {
      chosen: () => chosen(),
      onText: setWriting,
      onFull: full,
    }).listen();
  }, [ink, surface, isDrawing, hasBox, t]);

  const stop = () => {
    setWanted(false);
    setWriting(null);
    layer.current?.querySelector<HTMLElement>("[data-draw]")?.focus();
  };
  const leave = useEffectEvent(stop);
  useEffect(() => {
    if (!isDrawing) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) leave();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [isDrawing]);

  const write = (text: string) => {
    const place = writing;
    setWriting(null);
    if (!box || !place || !text) return;
    const point = [toShare(place.x, box.width), toShare(place.y, box.height), 0];
    const written = ink.surface(surface).write(text, colour, point);
    if (!written) toast(t("full"));
    ink.tell(surface, written);
  };

  return (
    <div ref={layer} className="pointer-events-none absolute inset-0">
      <div
        className={box ? "absolute" : "hidden"}
        style={box ? { left: box.left, top: box.top, width: box.width, height: box.height } : undefined}
      >
        <canvas ref={still} aria-hidden="true" className="absolute inset-0 size-full" />
        <canvas
          ref={moving}
          data-ink={surface}
          aria-hidden="true"
          className={`absolute inset-0 size-full touch-none ${isDrawing ? "pointer-events-auto cursor-crosshair" : ""}`}
        />
        {writing && box && (
          <TextField
            key={`${writing.x} ${writing.y}`}
            place={writing}
            box={box}
            colour={colour}
            onWrite={write}
            onCancel={() => setWriting(null)}
          />
        )}
      </div>
      {!isSmall && (
        <InkTools
          ink={ink}
          surface={surface}
          rights={rights}
          colour={colour}
          tool={isDrawing ? tool : null}
          onTool={(next) => {
            setTool(next);
            setWanted(true);
          }}
          onDraw={() => (isDrawing ? stop() : setWanted(true))}
        />
      )}
    </div>
  );
}
