"use client";
import { useTracks } from "@livekit/components-react";
import { Track } from "livekit-client";
import { gridColumns } from "@/lib/call/layout";
import type { Participant } from "@/server/live/contract";
import { PersonTile } from "./person-tile";
import { ScreenTile } from "./screen-tile";

/** Everyone else on the call, in the order of Peal's roster, so that a tile keeps its place; shared screens first. */
export function Tiles({ people }: { people: Participant[] }) {
  const screens = useTracks([Track.Source.ScreenShare], { onlySubscribed: true });
  const shown = people.filter((one) => one.state === "connected" || one.state === "ringing");
  const shared = screens.flatMap((track) => {
    const owner = shown.find((one) => one.admissionId === track.participant.identity);
    return owner ? [{ track, owner }] : [];
  });
  const count = shown.length;
  if (shared.length > 0) {
    return (
      <div className="flex h-full flex-col gap-1 sm:flex-row">
        <div className="grid min-h-0 min-w-0 flex-1 auto-rows-fr gap-1">
          {shared.map(({ track, owner }) => (
            <ScreenTile key={track.publication.trackSid} track={track} name={owner.person.name} />
          ))}
        </div>
        <div className="flex h-2/5 gap-1 sm:h-full sm:w-72 sm:flex-col [&>*]:flex-1">
          {shown.map((one) => (
            <PersonTile key={one.participantId} participant={one} isAlone={false} />
          ))}
        </div>
      </div>
    );
  }
  return (
    <div
      className="grid h-full auto-rows-fr gap-1"
      style={{ gridTemplateColumns: `repeat(${gridColumns(count)}, minmax(0, 1fr))` }}
    >
      {shown.map((one) => (
        <PersonTile key={one.participantId} participant={one} isAlone={count === 1} />
      ))}
    </div>
  );
}
