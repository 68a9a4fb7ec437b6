"use client";
import { Track } from "livekit-client";
import { type CSSProperties, useState } from "react";
import { gridOf, pageOf, tilesPerPage } from "@/lib/call/layout";
import { isGone, isRung, tilesOf } from "@/lib/call/roster";
import type { Participant } from "@/server/live/contract";
import { AbsentPerson } from "./absent-person";
import { Pager } from "./pager";
import { PersonTile } from "./person-tile";
import { useRoom } from "./room";
import { ScreenTile } from "./screen-tile";
import { useIsNarrow } from "./use-is-narrow";

/** Tiles beside a shared screen. */
const BESIDE = 4;

type TilesProps = {
  callId: string;
  participants: Participant[];
  /** One's own picture wants room beside the tiles. */
  hasSelf: boolean;
};

/**
 * Everyone else on the call, in the order of Peal's roster, so that a tile keeps its place: one person edge to edge, several in
 * a grid between the bars, many on pages; shared screens first.
 */
export function Tiles({ callId, participants, hasSelf }: TilesProps) {
  const isNarrow = useIsNarrow();
  const [wanted, setPage] = useState(0);
  const [putAway, setPutAway] = useState<ReadonlySet<string>>(new Set());
  const { remoteParticipants } = useRoom();
  const tiles = tilesOf(participants, putAway);
  const shared = tiles.flatMap((owner) => {
    // A second screen may share one too.
    const devices = [owner.admissionId, ...owner.besides.map((one) => one.admissionId)];
    return devices.flatMap((id) => {
      const screen = id && remoteParticipants.get(id)?.getTrackPublication(Track.Source.ScreenShare);
      return screen && screen.isSubscribed ? [{ screen, owner }] : [];
    });
  });
  const hasScreen = shared.length > 0;
  const { page, pages, shown } = pageOf(tiles, wanted, hasScreen ? BESIDE : tilesPerPage(isNarrow));
  const isAlone = tiles.length === 1 && !hasScreen;

  const tile = (one: Participant) =>
    isRung(one) || isGone(one) ? (
      <AbsentPerson
        key={one.participantId}
        callId={callId}
        participant={one}
        isSmall={shown.length > BESIDE || hasScreen}
        onPutAway={isAlone ? undefined : () => setPutAway(new Set([...putAway, one.participantId]))}
      />
    ) : (
      <PersonTile key={one.participantId} participant={one} isAlone={isAlone} />
    );
  if (isAlone) return <div className="h-full *:size-full">{shown.map(tile)}</div>;
  const below = hasSelf ? "pb-48" : pages > 1 ? "pb-34" : "pb-24";
  return (
    <div className={`h-full px-2 pt-(--stage-top) ${below} ${pages > 1 ? "sm:pb-34" : "sm:pb-28"}`}>
      <div className="relative h-full">
        {hasScreen ? (
          <div className="flex h-full flex-col gap-2 sm:flex-row">
            <div className="grid min-h-0 min-w-0 flex-1 auto-rows-fr gap-2">
              {shared.map(({ screen, owner }) => (
                <ScreenTile key={screen.trackSid} screen={screen} name={owner.person.name} />
              ))}
            </div>
            <div className="flex h-2/5 gap-2 *:flex-1 sm:h-full sm:w-72 sm:flex-col">{shown.map(tile)}</div>
          </div>
        ) : (
          <Grid count={shown.length} isNarrow={isNarrow}>
            {shown.map(tile)}
          </Grid>
        )}
        <Pager page={page} pages={pages} onPage={setPage} />
      </div>
    </div>
  );
}

type GridProps = { count: number; isNarrow: boolean; children: React.ReactNode };

/** Equal tiles; those of a last row that is not full stand in its middle. */
function Grid({ count, isNarrow, children }: GridProps) {
  const { columns, rows } = gridOf(count, isNarrow);
  const style: CSSProperties & Record<"--columns" | "--rows", number> = {
    "--columns": columns,
    "--rows": rows,
  };
  return (
    <div
      style={style}
      className="flex h-full flex-wrap content-center justify-center gap-2 *:h-[calc((100%-(var(--rows)-1)*0.5rem)/var(--rows))] *:w-[calc((100%-(var(--columns)-1)*0.5rem)/var(--columns))]"
    >
      {children}
    </div>
  );
}
