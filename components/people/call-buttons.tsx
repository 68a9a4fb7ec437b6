"use client";
import { Phone, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button, quiet } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useIsReady } from "@/components/ui/use-is-ready";
import { problemOf } from "@/lib/api/problem-of";
import { goToCall } from "@/lib/call/go-to-call";
import { type Callees, type CallWish, startCall } from "@/lib/call/start-call";
import type { MediaKind } from "@/server/calls/contract";

/** Places a call and goes to it. What hinders it is said in a notice. */
export function useStartCall() {
  const words = useProblemWords();
  const [starting, setStarting] = useState<MediaKind | null>(null);

  async function call(wish: CallWish) {
    if (starting) return;
    setStarting(wish.media);
    try {
      await startCall({ ...wish, onCall: goToCall });
    } catch (error) {
      toast(words(problemOf(error)), "alarm");
    } finally {
      setStarting(null);
    }
  }
  const start = (people: string[], media: MediaKind) => call({ people, media });
  return { call, start, starting };
}

type CallButtonsProps = Callees & {
  look: "row" | "face" | "page";
  /** There is nobody in there who can be called. */
  isOff?: boolean;
};

/** The two ways to call someone, or a group, as round buttons in a row or wide ones under a face. */
export function CallButtons({ look, isOff = false, ...callees }: CallButtonsProps) {
  const t = useTranslations("common");
  const { call, starting } = useStartCall();
  const isReady = useIsReady();
  const held = { disabled: isOff || starting !== null, ...(isOff ? {} : quiet(isReady)) };
  const start = (media: MediaKind) => call({ ...callees, media });
  if (look === "page") {
    return (
      <div className="flex w-full max-w-sm gap-3">
        <Button tone="primary" size="lg" className="flex-1" {...held} onClick={() => start("audio")}>
          <Phone aria-hidden="true" className="size-5" />
          {t("call")}
        </Button>
        <Button size="lg" className="flex-1" {...held} onClick={() => start("video")}>
          <Video aria-hidden="true" className="size-5" />
          {t("videoCall")}
        </Button>
      </div>
    );
  }
  return (
    <div className={look === "face" ? "flex gap-3" : "flex gap-1.5"}>
      <IconButton
        label={t("call")}
        tone={look === "face" ? "primary" : "soft"}
        {...held}
        onClick={() => start("audio")}
      >
        <Phone aria-hidden="true" />
      </IconButton>
      <IconButton label={t("videoCall")} tone="secondary" {...held} onClick={() => start("video")}>
        <Video aria-hidden="true" />
      </IconButton>
    </div>
  );
}
