"use client";
import { useTranslations } from "next-intl";
import { LateBoardTile, LateInkLayer } from "@/components/ink/late-ink";
import { useStore } from "@/components/use-store";
import { screenOf } from "@/lib/ink/ink";
import { inkNow } from "@/lib/ink/ink-now";
import { Picture } from "./room";
import type { BoardCell, ScreenCell } from "./use-cells";

/** What is there for all to look at: a shared screen or a whiteboard, with ink on it. */
export function SharedTile({ cell }: { cell: ScreenCell | BoardCell }) {
  const ink = useStore(inkNow);
  if ("screen" in cell) return <ScreenTile {...cell} />;
  return (
    <div className="size-full">{ink && <LateBoardTile key={cell.id} ink={ink} board={cell.board} />}</div>
  );
}

type ScreenTileProps = Pick<ScreenCell, "screen" | "by" | "isMine" | "owner"> & {
  /** In a window of its own: nothing is drawn there. */
  isSmall?: boolean;
};

/** A shared screen, whole: nothing of a text is cut off. */
export function ScreenTile({ screen, by, isMine, owner, isSmall }: ScreenTileProps) {
  const t = useTranslations("stage");
  const words = useTranslations("ink");
  const ink = useStore(inkNow);
  const name = isMine ? words("ownScreen") : t("screenOf", { name: owner.person.name });
  return (
    <section
      role="group"
      aria-label={name}
      className="relative flex size-full min-h-0 min-w-0 items-center justify-center overflow-hidden rounded-md bg-black"
    >
      <Picture key={screen.trackSid} publication={screen} className="size-full object-contain" />
      {ink && (
        <LateInkLayer key={`${by} ${screen.trackSid}`} ink={ink} surface={screenOf(by)} isSmall={isSmall} />
      )}
      <p
        className={`pointer-events-none absolute left-2 max-w-[90%] truncate rounded-full group-has-[[data-draw][aria-pressed=true]]/tile:hidden bg-black/60 px-3 text-sm text-white ${isSmall ? "top-2 py-1" : "bottom-2 py-1.5"}`}
      >
        {name}
      </p>
    </section>
  );
}
