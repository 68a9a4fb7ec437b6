"use client";
import { useTranslations } from "next-intl";
import { Backdrop } from "@/components/stage/backdrop";
import { Button, ButtonLink } from "@/components/ui/button";
import { useStore } from "@/components/use-store";
import { callSession } from "@/lib/call/session";
import { guestDoor } from "@/lib/live/guest-door";
import { liveState } from "@/lib/live/live-store";
import { meetingEnd } from "@/lib/meeting/end";

type Props = { meetingId: string; isGuest: boolean; onRejoin: () => void };

/** That somebody is not in the meeting any more, why, and the way back. */
export function MeetingOver({ meetingId, isGuest, onRejoin }: Props) {
  const t = useTranslations("door.over");
  const session = useStore(callSession);
  const guest = useStore(guestDoor);
  const entry = useStore(liveState)?.entries.find((one) => one.meetingId === meetingId);
  const isRemoved = (isGuest ? guest : entry)?.state === "removed";
  const reason = session.phase === "over" ? session.reason : "left";
  return (
    <Backdrop>
      <h1 role="status" className="text-balance font-semibold text-xl">
        {t(meetingEnd(reason, isRemoved))}
      </h1>
      <div className="flex flex-wrap justify-center gap-3">
        {!isRemoved && (
          <Button tone="primary" size="lg" onClick={onRejoin}>
            {t("rejoin")}
          </Button>
        )}
        <ButtonLink size="lg" href={isGuest ? "/sign-up" : "/"}>
          {t(isGuest ? "signUp" : "home")}
        </ButtonLink>
      </div>
    </Backdrop>
  );
}
