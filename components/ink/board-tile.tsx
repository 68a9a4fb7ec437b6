"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { BOARD } from "@/lib/ink/draw/picture";
import type { SurfaceId } from "@/lib/ink/ink";
import type { InkRoom } from "@/lib/ink/ink-room";
import { InkLayer } from "./ink-layer";
import { useContentBox } from "./use-content-box";
import { useRights } from "./use-ink";

/** A white sheet that everybody sees alike, with ink on it. */
export function BoardTile({ ink, board }: { ink: InkRoom; board: SurfaceId }) {
  const t = useTranslations("ink");
  const tile = useRef<HTMLElement>(null);
  const box = useContentBox(tile, BOARD);
  const { mayRule } = useRights(ink, board);
  return (
    <section
      ref={tile}
      role="group"
      aria-label={t("board")}
      className="relative size-full overflow-hidden rounded-md bg-card"
    >
      {box && (
        <div
          className="absolute rounded-sm bg-white"
          style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        />
      )}
      <InkLayer ink={ink} surface={board} sheet={BOARD} />
      <p className="pointer-events-none absolute bottom-2 left-2 rounded-full group-has-[[data-draw][aria-pressed=true]]/tile:hidden  bg-black/60 px-3 py-1.5 text-sm text-white">
        {t("board")}
      </p>
      {mayRule && (
        <IconButton
          tone="ghost"
          label={t("closeBoard")}
          className="absolute top-1 left-13 bg-black/50 text-white! hover:bg-black/70"
          onClick={() => ink.boards.close()}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </section>
  );
}
