"use client";
import { type CSSProperties, useState } from "react";
import { TileSigns } from "@/components/chat/tile-signs";
import { useInkCells } from "@/components/ink/use-ink-cells";
import { useStore } from "@/components/use-store";
import { gridOf, gridPlaces, type Place, pageOf, placesBeside, tilesPerPage } from "@/lib/call/layout";
import { isGone, isRung, tilesOf } from "@/lib/call/roster";
import { largeOf, orderBeside, orderOfGallery } from "@/lib/call/arrangement";
import { stageLayout } from "@/lib/call/stage-layout";
import type { Participant } from "@/server/live/contract";
import { AbsentPerson } from "./absent-person";
import { HiddenPeople } from "./hidden-people";
import { Pager } from "./pager";
import { PersonTile } from "./person-tile";
import { PinButton } from "./pin-button";
import { SharedTile } from "./screen-tile";
import { type Cell, useCells } from "./use-cells";
import { useIsNarrow } from "./use-is-narrow";
import { useSpeaker } from "./use-speaker";

/** More tiles than these are small. */
const FEW = 9;

type TilesProps = {
  callId: string;
  participants: Participant[];
  /** One's own picture wants room beside the tiles. */
  hasSelf: boolean;
  /** Whom the hosts of a meeting show large; one's own pin comes first. */
  spotlight: string | null;
};

/**
 * Everyone else on the call: one person edge to edge, several in the gallery or beside what is large, between the bars, many on
 * pages. All tiles are children of one element in the order of the roster, whatever the layout: a change of it moves them and
 * interrupts no picture.
 */
export function Tiles({ callId, participants, hasSelf, spotlight }: TilesProps) {
  const isNarrow = useIsNarrow();
  const [wanted, setPage] = useState(0);
  const [putAway, setPutAway] = useState<ReadonlySet<string>>(new Set());
  const chosen = useStore(stageLayout);
  const shownLarge = chosen.pinned ?? spotlight;
  const tiles = tilesOf(participants, putAway);
  const { persons, screens } = useCells(tiles);
  const inked = useInkCells(participants);
  const seen = persons.filter((cell) => cell.hasPicture || cell.id === shownLarge);
  // Where nobody has a picture, faces are better than nothing.
  const people = chosen.isVideoOnly && seen.length > 0 ? seen : persons;
  const speaker = useSpeaker(people.map((cell) => cell.owner));
  const cells: Cell[] = [...screens, ...inked, ...people];
  const large = largeOf(cells, { ...chosen, pinned: shownLarge, speaker });
  const hasLarge = large.length > 0;
  const size = tilesPerPage(isNarrow, chosen.tilesPerPage, hasLarge);
  const order = useOrder(cells, large, size);
  const { page, pages, shown } = pageOf(order, wanted, size);
  const places = placesOf(large, shown, isNarrow);
  const isAlone = cells.length === 1 && persons.length === 1;

  const person = (one: Participant) =>
    isRung(one) || isGone(one) ? (
      <AbsentPerson
        callId={callId}
        participant={one}
        isSmall={shown.length > 4 || hasLarge}
        onPutAway={isAlone ? undefined : () => setPutAway(new Set([...putAway, one.participantId]))}
      />
    ) : (
      <PersonTile
        participant={one}
        isAlone={isAlone}
        isSmall={shown.length > FEW || (hasLarge && isNarrow)}
      />
    );
  const below = hasSelf ? "pb-48" : pages > 1 ? "pb-34" : "pb-24";
  const between = `px-2 pt-(--stage-top) ${below} ${pages > 1 ? "sm:pb-34" : "sm:pb-28"}`;
  return (
    <div className={`h-full ${isAlone ? "" : between}`}>
      <div className="relative h-full">
        {cells.map((cell) => {
          const place = places.get(cell.id);
          if (!place) return null;
          return (
            <div
              key={cell.id}
              style={isAlone ? undefined : styleOf(place)}
              className={`group/tile *:first:size-full ${isAlone ? "size-full" : "absolute"}`}
            >
              {cell.isScreen ? <SharedTile cell={cell} /> : person(cell.owner)}
              {!cell.isScreen && (
                <TileSigns
                  callId={callId}
                  participantId={cell.id}
                  name={cell.owner.person.name}
                  isAlone={isAlone}
                />
              )}
              {cells.length > 1 && <PinButton cell={cell} isPinned={cell.id === chosen.pinned} />}
            </div>
          );
        })}
        <Pager page={page} pages={pages} onPage={setPage} />
      </div>
      <HiddenPeople count={persons.length - people.length} />
    </div>
  );
}

/** The order of the tiles that are not large. Beside what is large somebody who becomes so leaves their place to who was. */
function useOrder(cells: readonly Cell[], large: readonly string[], size: number): string[] {
  const [before, setBefore] = useState<string[]>([]);
  const roster = cells.map((cell) => cell.id);
  const order = large.length > 0 ? orderBeside(before, roster, large) : orderOfGallery(cells, size);
  if (order.join() !== before.join()) setBefore(order);
  return order;
}

function placesOf(large: string[], shown: string[], isNarrow: boolean): Map<string, Place> {
  const places =
    large.length > 0
      ? placesBeside(large.length, shown.length, isNarrow)
      : { large: [], beside: gridPlaces(shown.length, gridOf(shown.length, isNarrow)) };
  const all = [...large, ...shown].map((id, at): [string, Place | undefined] => [
    id,
    [...places.large, ...places.beside][at],
  ]);
  return new Map(all.flatMap(([id, place]) => (place ? [[id, place]] : [])));
}

/** The gap between tiles is at the end of each, so the stage counts one more than it has. */
function styleOf({ x, y, width, height }: Place): CSSProperties {
  const share = (part: number) => `calc((100% + 0.5rem) * ${part}`;
  return {
    left: `${share(x)})`,
    top: `${share(y)})`,
    width: `${share(width)} - 0.5rem)`,
    height: `${share(height)} - 0.5rem)`,
  };
}
