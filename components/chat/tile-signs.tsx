"use client";
import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "@/components/use-store";
import { floats } from "@/lib/chat/floats";
import { useTalk } from "./use-talk";

/** `isAlone`: the tile reaches under the bars. */
type TileSignsProps = { callId: string; participantId: string; name: string; isAlone?: boolean };

/** What somebody shows without words: a raised hand with its place in the order, and emojis that float up and are gone. */
export function TileSigns({ callId, participantId, name, isAlone = false }: TileSignsProps) {
  const t = useTranslations("chat.signs");
  const hands = useTalk(callId)?.hands ?? [];
  const place = hands.indexOf(participantId) + 1;
  const mine = useStore(floats).filter((one) => one.from === participantId && one.callId === callId);
  const label = hands.length > 1 ? t("upPlace", { name, place }) : t("up", { name });
  return (
    <>
      {place > 0 && (
        <span
          role="img"
          aria-label={label}
          className={`pointer-events-none absolute left-2 z-10 inline-flex h-8 items-center gap-1 rounded-full bg-accent px-2.5 font-semibold text-on-accent text-sm ${isAlone ? "top-(--stage-top)" : "top-2"}`}
        >
          <Hand aria-hidden="true" className="size-4" />
          {hands.length > 1 && place}
        </span>
      )}
      {mine.map(({ id, emoji }) => (
        <span
          key={id}
          role="img"
          aria-label={t("floated", { name, emoji })}
          style={{ left: `${30 + ((id * 37) % 40)}%` }}
          className="floats-up pointer-events-none absolute bottom-1/4 z-10 text-2xl"
        >
          {emoji}
        </span>
      ))}
    </>
  );
}
