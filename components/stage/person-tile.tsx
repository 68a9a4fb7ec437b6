"use client";
import { ConnectionQuality, type RemoteParticipant, type Room, Track } from "livekit-client";
import { MicOff, Pause, Signal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Securing } from "@/components/e2ee/securing";
import { useIsWeak } from "@/components/quality/use-weak";
import { Avatar } from "@/components/ui/avatar";
import { Spinner } from "@/components/ui/spinner";
import { useStore } from "@/components/use-store";
import { adaptationOf } from "@/lib/media/adaptive/adaptation";
import { hiddenPeople } from "@/lib/call/for-oneself";
import type { Participant } from "@/server/live/contract";
import { Face, type FacePicture } from "./face";
import { useIsSpeaking, useQuality, useRoom } from "./room";

/** `isSmall`: one of many. */
type PersonTileProps = { participant: Participant; isAlone: boolean; isSmall?: boolean };

/** One other person: their picture, or their face while the camera is off. Never black. */
export function PersonTile({ participant, isAlone, isSmall }: PersonTileProps) {
  const room = useRoom();
  const t = useTranslations("stage");
  const { person, admissionId, besides, isPresent, isHeld } = participant;
  const { isSoundOnly } = useStore(adaptationOf(room));
  const former = useFormer(admissionId);
  const remote = admissionId ? room.remoteParticipants.get(admissionId) : undefined;
  const isHere = isPresent && !isHeld;
  const isHidden = useStore(hiddenPeople).has(person.id);
  const isMuted = remote !== undefined && !isHeld && !isHeard(room, admissionId) && !isHeard(room, former);
  const standby = besides.find((one) => one.role === "standby")?.admissionId ?? null;

  return (
    <section
      role="group"
      aria-label={person.name}
      className={`relative flex min-h-0 min-w-0 flex-col items-center justify-center gap-2 overflow-hidden bg-card ${isAlone ? "size-full" : "rounded-md"}`}
    >
      <Face
        pictures={
          isHere && !isHidden && !isSoundOnly.down ? picturesOf(room, { former, admissionId, standby }) : []
        }
        avatar={
          <Avatar
            person={person}
            size={isAlone ? "xl" : isSmall ? "md" : "lg"}
            className={isHere ? "" : "opacity-50"}
          />
        }
      />
      {remote && isHere && <Securing admissionId={remote.identity} />}
      {isHeld && (
        <p role="status" className="flex items-center gap-1.5 text-muted text-sm">
          <Pause aria-hidden="true" className="size-4" />
          {t("person.held")}
        </p>
      )}
      {!isPresent && participant.state === "connected" && (
        <span className="absolute">
          <Spinner />
        </span>
      )}
      {remote && <Speaking participant={remote} />}
      <Signs name={person.name} isAlone={isAlone} isMuted={isMuted} remote={remote} />
    </section>
  );
}

/** The admission from which the call has moved last; what it still sends stands until the next one's begins. */
function useFormer(admissionId: string | null): string | null {
  const [known, setKnown] = useState<{ present: string | null; former: string | null }>({
    present: admissionId,
    former: null,
  });
  if (known.present !== admissionId) setKnown({ present: admissionId, former: known.present });
  return known.present === admissionId ? known.former : known.present;
}

type Sources = { former: string | null; admissionId: string | null; standby: string | null };

/** In an order that stays when the call moves, the newest in front. */
function picturesOf(room: Room, { former, admissionId, standby }: Sources): FacePicture[] {
  return [former, admissionId, standby].flatMap((id) => {
    const camera = id && room.remoteParticipants.get(id)?.getTrackPublication(Track.Source.Camera);
    return camera && camera.isSubscribed ? [{ camera, isUnseen: id === standby }] : [];
  });
}

/** Sends sound, and it comes in. */
function isHeard(room: Room, admissionId: string | null): boolean {
  const remote = admissionId ? room.remoteParticipants.get(admissionId) : undefined;
  const microphone = remote?.getTrackPublication(Track.Source.Microphone);
  return microphone !== undefined && !microphone.isMuted;
}

/** A ring around who talks; the tile does not move. */
function Speaking({ participant }: { participant: RemoteParticipant }) {
  const isSpeaking = useIsSpeaking(participant);
  return (
    <span
      aria-hidden="true"
      data-speaking={isSpeaking || undefined}
      className={`pointer-events-none absolute inset-0 rounded-[inherit] border-3 border-accent ${isSpeaking ? "opacity-100" : "opacity-0"}`}
    />
  );
}

type SignsProps = { name: string; isAlone: boolean; isMuted: boolean; remote?: RemoteParticipant };

/** Name and signs of a tile. A tile that is alone needs no name: the top of the stage says it. */
function Signs({ name, isAlone, isMuted, remote }: SignsProps) {
  const t = useTranslations("stage");
  return (
    <p
      className={`absolute flex items-center gap-2 rounded-full bg-black/60 px-3 py-1.5 text-sm text-white empty:hidden ${
        isAlone ? "bottom-28 left-3 max-w-[70%] sm:bottom-3" : "bottom-2 left-2 max-w-[calc(100%-1rem)]"
      }`}
    >
      {!isAlone && <span className="truncate">{name}</span>}
      {isMuted && <MicOff role="img" aria-label={t("muted", { name })} className="size-4 shrink-0" />}
      {remote && <Weak name={name} remote={remote} />}
    </p>
  );
}

/** Shown only when the connection is worse than good. */
function Weak({ name, remote }: { name: string; remote: RemoteParticipant }) {
  const t = useTranslations("stage");
  const quality = useQuality(remote);
  const isPoor = quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost;
  const isWeak = useIsWeak(remote.identity);
  if (!isPoor && !isWeak) return null;
  return <Signal role="img" aria-label={t("weak", { name })} className="size-4 shrink-0 text-accent" />;
}
