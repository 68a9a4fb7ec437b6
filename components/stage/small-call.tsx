"use client";
import { RoomEvent, Track } from "livekit-client";
import { Mic, MicOff, PhoneOff, Video, VideoOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { useStore } from "@/components/use-store";
import { hiddenPeople } from "@/lib/call/for-oneself";
import { isOwnScreenShown } from "@/lib/ink/own-screen";
import { leaveCall, want } from "@/lib/call/session";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall, Participant } from "@/server/live/contract";
import { Picture, useRoom } from "./room";
import { ScreenTile } from "./screen-tile";

/** A call in a window of its own: who speaks, or the screen that is shared, and the three buttons that matter. */
export function SmallCall({ session, call }: { session: RunningSession; call: LiveCall }) {
  const t = useTranslations("stage");
  const { microphone, camera } = session.sending;
  return (
    <main
      data-scheme="dark"
      className="relative flex h-screen flex-col items-center justify-center overflow-hidden bg-paper text-ink"
    >
      <InFront participants={call.participants} />
      <div
        role="toolbar"
        aria-label={t("controls")}
        className="absolute inset-x-0 bottom-0 flex justify-center gap-3 bg-linear-to-t from-black/70 to-transparent pt-8 pb-3"
      >
        <IconButton
          tone={microphone ? "secondary" : "primary"}
          label={t(microphone ? "muteMicrophone" : "unmuteMicrophone")}
          onClick={() => want("microphone", !microphone)}
        >
          {microphone ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        </IconButton>
        <IconButton label={t(camera ? "cameraOff" : "cameraOn")} onClick={() => want("camera", !camera)}>
          {camera ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        </IconButton>
        <IconButton tone="end" label={t("end")} onClick={() => void leaveCall().catch(() => {})}>
          <PhoneOff aria-hidden="true" />
        </IconButton>
      </div>
    </main>
  );
}

function InFront({ participants }: { participants: Participant[] }) {
  const room = useRoom();
  const hidden = useStore(hiddenPeople);
  const isOwnShown = useStore(isOwnScreenShown);
  const speaker = useLastSpeaker();
  const others = participants.filter((one) => !one.isMe && one.state === "connected");
  const trackOf = ({ admissionId }: Participant, source: Track.Source) => {
    const found = admissionId && room.remoteParticipants.get(admissionId)?.getTrackPublication(source);
    return found && found.isSubscribed && !found.isMuted ? found : null;
  };
  const sharing = others.find((one) => trackOf(one, Track.Source.ScreenShare));
  const one = sharing ?? others.find(({ admissionId }) => admissionId === speaker) ?? others[0];
  // What is drawn on one's own screen is seen here while the page is not.
  const own = participants.find((one) => one.isMe);
  const mine = room.localParticipant.getTrackPublication(Track.Source.ScreenShare);
  if (own && mine && !sharing && isOwnShown) {
    return <ScreenTile screen={mine} by={room.localParticipant.identity} isMine owner={own} isSmall />;
  }
  if (!one) return null;
  const { name } = one.person;
  const screen = trackOf(one, Track.Source.ScreenShare);
  if (screen && one.admissionId) {
    return <ScreenTile screen={screen} by={one.admissionId} isMine={false} owner={one} isSmall />;
  }
  const picture = hidden.has(one.person.id) ? null : trackOf(one, Track.Source.Camera);
  return (
    <section role="group" aria-label={name} className="flex size-full items-center justify-center">
      {picture ? (
        <Picture key={picture.trackSid} publication={picture} className="size-full object-cover" />
      ) : (
        <Avatar person={one.person} size="lg" />
      )}
      <p className="absolute top-2 left-2 max-w-[90%] truncate rounded-full bg-black/60 px-3 py-1 text-sm text-white">
        {name}
      </p>
    </section>
  );
}

/** The admission that was heard last. */
function useLastSpeaker(): string | null {
  const room = useRoom();
  const [speaker, setSpeaker] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const other = room.activeSpeakers.find((one) => one !== room.localParticipant);
      if (other) setSpeaker(other.identity);
    };
    room.on(RoomEvent.ActiveSpeakersChanged, look);
    return () => {
      room.off(RoomEvent.ActiveSpeakersChanged, look);
    };
  }, [room]);
  return speaker;
}
