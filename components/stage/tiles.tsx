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
  const count = shown.length + shared.length;
  return (
    <div
      className="grid h-full auto-rows-fr gap-1"
      style={{ gridTemplateColumns: `repeat(${gridColumns(count)}, minmax(0, 1fr))` }}
    >
      {shared.map(({ track, owner }) => (
        <ScreenTile key={track.publication.trackSid} track={track} name={owner.person.name} />
      ))}
      {shown.map((one) => (
        <PersonTile key={one.participantId} participant={one} isAlone={count === 1} />
      ))}
    </div>
  );
}
