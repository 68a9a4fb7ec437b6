"use client";
import { useTranslations } from "next-intl";
import type { Box } from "@/lib/ink/content-box";
import { letterSize } from "@/lib/ink/draw/paint-stroke";
import { MAX_TEXT } from "@/lib/ink/limits";
import { colourOf, EDGE } from "@/lib/ink/palette";
import { tidyLine } from "@/lib/pure/lines";

type TextFieldProps = {
  place: { x: number; y: number };
  box: Box;
  colour: number;
  /** The line as it is to stand there; empty where nothing was written. */
  onWrite: (text: string) => void;
  onCancel: () => void;
};

/** A line of text, written where it will stand. Enter, or a press elsewhere, leaves it there; Escape takes it back. */
export function TextField({ place, box, colour, onWrite, onCancel }: TextFieldProps) {
  const t = useTranslations("ink");
  const size = letterSize({ width: box.width, height: box.height, density: 1 });
  return (
    <input
      autoFocus
      aria-label={t("write")}
      maxLength={MAX_TEXT}
      enterKeyHint="done"
      onBlur={(event) => onWrite(tidyLine(event.currentTarget.value))}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        // Drawing goes on.
        event.preventDefault();
        event.currentTarget.value = "";
        onCancel();
      }}
      className="pointer-events-auto absolute z-10 min-w-24 rounded-sm border border-dashed px-1 font-semibold outline-none"
      style={{
        left: Math.max(0, Math.min(place.x, box.width - 120)),
        top: Math.max(0, Math.min(place.y, box.height - size * 2)),
        width: Math.min(box.width / 2, 320),
        fontSize: size,
        color: colourOf(colour),
        borderColor: colourOf(colour),
        background: `color-mix(in srgb, ${EDGE} 70%, transparent)`,
      }}
    />
  );
}
