"use client";
import { type Participant, RoomEvent } from "livekit-client";
import { useEffect, useState } from "react";
import { speakerOf } from "@/lib/call/arrangement";
import type { Participant as Member } from "@/server/live/contract";
import { useRoom } from "./room";

/** Whose tile, by participant id, is that of the speaker; null where there is nobody. */
export function useSpeaker(people: readonly Member[]): string | null {
  const room = useRoom();
  const [talking, setTalking] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    const hear = (speakers: Participant[]) => setTalking(speakers.map(({ identity }) => identity));
    room.on(RoomEvent.ActiveSpeakersChanged, hear);
    return () => {
      room.off(RoomEvent.ActiveSpeakersChanged, hear);
    };
  }, [room]);
  const tiles = talking.flatMap((id) => people.find((one) => one.admissionId === id)?.participantId ?? []);
  const here = people.filter((one) => one.admissionId !== null);
  const speaker = speakerOf(
    shown,
    tiles,
    (here.length > 0 ? here : people).map((one) => one.participantId),
  );
  if (speaker !== shown) setShown(speaker);
  return speaker;
}
