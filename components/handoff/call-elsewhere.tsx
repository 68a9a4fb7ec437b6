"use client";
import { MonitorSmartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useNames } from "@/components/people/use-names";
import { Backdrop } from "@/components/stage/backdrop";
import { Timer } from "@/components/stage/timer";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cameFrom } from "@/lib/call/came-from";
import { continueHere, joinBeside } from "@/lib/call/continue-here";
import { canMove } from "@/lib/call/handoff";
import { forgetEnd } from "@/lib/call/session";
import type { SessionEnd } from "@/lib/call/session-state";
import type { Elsewhere } from "@/server/live/contract";
import { useAttempt } from "@/components/problem/use-attempt";
import { useContinueHere } from "./use-continue-here";
import { useKept } from "./use-kept";
import { useMoveWords } from "./use-move-words";
import { useWarmMove } from "./use-warm-move";

const MOST_FACES = 4;
/** The device to which it went has what it needs by then. In ms. */
const SETTLED_MS = 1_000;

type CallElsewhereProps = {
  elsewhere: Elsewhere;
  deviceId: string;
  /** How this tab's part in it ended, if it had one: it comes back in one tap. */
  over: SessionEnd | null;
};

/** At the address of a call that runs on another device: it has moved there, or could not be moved here, or was never here. */
export function CallElsewhere({ elsewhere, deviceId, over }: CallElsewhereProps) {
  const t = useTranslations("handoff");
  const names = useNames();
  const router = useRouter();
  const { isBusy, attempt } = useAttempt();
  const { go, isMoving } = useContinueHere(elsewhere);
  const words = useMoveWords();
  const { people, deviceName, answeredAt, move } = elsewhere;
  const ended = over?.failure ? words.failedHere(over.failure, deviceName) : "";
  const failed = useKept(words.here(elsewhere, deviceId)) || ended;
  const state = failed ? "stayed" : over?.reason === "moved" ? "moved" : "is";
  const isKnown = state !== "is";
  // Elsewhere the preview comes first, and sees to it.
  useWarmMove(elsewhere, isKnown && go !== null, SETTLED_MS);
  const comeBack = () => (isKnown ? void attempt(() => continueHere(elsewhere)) : go?.());
  const goBack = () => {
    router.replace(cameFrom());
    forgetEnd();
  };
  return (
    <Backdrop>
      <div className="relative">
        <div className="-space-x-6 flex">
          {people.slice(0, MOST_FACES).map((person) => (
            <Avatar key={person.id} person={person} size="lg" />
          ))}
        </div>
        <span className="-right-2 -bottom-2 absolute flex size-11 items-center justify-center rounded-full bg-accent text-on-accent ring-4 ring-paper">
          <MonitorSmartphone aria-hidden="true" className="size-5" />
        </span>
      </div>
      <div>
        <div role="status">
          <h1 className="text-balance break-words font-semibold text-xl">
            {t(`elsewhere.${state}`, { device: deviceName })}
          </h1>
        </div>
        <p className="mt-1 flex flex-wrap justify-center gap-x-3 text-muted">
          {t("elsewhere.title", { people: names(people) })}
          {answeredAt !== null && <Timer since={answeredAt} />}
        </p>
      </div>
      {(failed || (isMoving && move)) && (
        <p role="status" className="max-w-md text-pretty">
          {isMoving && move ? words.moving(move) : failed}
        </p>
      )}
      <div className="mt-2 grid w-full max-w-xs gap-2">
        {go && (
          <Button tone="primary" size="lg" isBusy={isBusy} onClick={comeBack}>
            {t("continueHere")}
          </Button>
        )}
        {canMove(elsewhere) && (
          <Button size="lg" disabled={isBusy} onClick={() => void attempt(() => joinBeside(elsewhere))}>
            {t("accompany")}
          </Button>
        )}
        <Button tone="ghost" size="lg" onClick={goBack}>
          {t("back")}
        </Button>
      </div>
    </Backdrop>
  );
}
