"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useCallback, useRef, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { BellMark } from "@/components/ui/bell-mark";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { enterMeeting } from "@/lib/meeting/enter-meeting";
import type { Preview } from "@/lib/media/preview";
import type { DoorLook } from "@/server/meetings/contract";
import { EntranceForm, type Fields } from "./entrance-form";
import { LatePreviewPart } from "./late-preview-part";
import { useStanding, useStandingNews } from "./use-door";
import { Waiting } from "./waiting";

type EntranceProps = {
  look: DoorLook;
  /** What was filled in for the attempt before, and is for this one. */
  given: Fields;
  onGiven: (fields: Fields) => void;
  /** Why the attempt before this one failed. */
  before: Trouble | null;
  /** Why an attempt has failed; null as each begins. */
  onTrouble?: ((trouble: Trouble | null) => void) | undefined;
  /** It could not be gone into, and what the preview had open is gone. */
  onFailed: (trouble: Trouble) => void;
};

/** Before a meeting: how I would be seen and heard, by which name, and one button; or the wait to be let in, in the same place. */
export function Entrance({ look, given, onGiven, before, onTrouble, onFailed }: EntranceProps) {
  const t = useTranslations("door");
  const words = useProblemWords();
  const preview = useRef<Preview | null>(null);
  const keep = useCallback((opened: Preview) => {
    preview.current = opened;
  }, []);
  const [trouble, setTrouble] = useState<Trouble | null>(before);
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [news, setNews] = useState<"denied" | "gone" | null>(null);
  const standing = useStanding(look);

  const enter = async (fields: Fields) => {
    setTrouble(null);
    onTrouble?.(null);
    setNews(null);
    setBusy(true);
    let isHandedOver = false;
    const tracks = () => {
      isHandedOver = true;
      return preview.current?.handOver() ?? [];
    };
    try {
      const { slug, isEncrypted } = look;
      const wishes = preview.current?.state.value.wanted ?? { microphone: true, camera: true };
      const callId = await enterMeeting({ slug, ...fields, isEncrypted, wishes, tracks });
      setAsking(callId === null);
    } catch (error) {
      const why = problemOf(error);
      setTrouble(why);
      setAsking(false);
      onTrouble?.(why);
      if (isHandedOver) onFailed(why);
    }
    setBusy(false);
  };

  useStandingNews(look, (state) => {
    if (isBusy) return;
    setAsking(false);
    if (state === "admitted") void enter(given);
    if (state === "denied") setNews("denied");
    if (state === "outside") setNews("gone");
  });

  const isOut = standing?.state === "removed";
  const said = isOut ? t("removed") : news ? t(news) : trouble ? words(trouble) : null;
  const submit = (event: FormEvent, fields: Fields) => {
    event.preventDefault();
    onGiven(fields);
    void enter(fields);
  };
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-8">
      <div className="flex h-14 items-center">
        <BellMark className="size-8" />
      </div>
      <div className="grid flex-1 content-center gap-6 py-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-center lg:gap-10">
        <LatePreviewPart onOpen={keep} />
        {isAsking || standing?.state === "waiting" ? (
          <Waiting look={look} message={standing?.message ?? null} onStop={() => setAsking(false)} />
        ) : (
          <EntranceForm
            look={look}
            given={given}
            said={said}
            isBusy={isBusy}
            isOut={isOut}
            onSubmit={submit}
          />
        )}
      </div>
    </main>
  );
}
