"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useNames } from "@/components/people/use-names";
import { loadStage } from "@/components/stage/late-stage";
import { Timer } from "@/components/stage/timer";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cameFrom } from "@/lib/call/came-from";
import { continueHere, joinBeside } from "@/lib/call/continue-here";
import { loadMedia } from "@/lib/call/load-media";
import { declineMove } from "@/lib/call/move-call";
import type { Elsewhere } from "@/server/live/contract";
import { OwnDevices } from "./own-devices";
import { PreviewChoices } from "./preview-choices";
import { PreviewPicture } from "./preview-picture";
import { useAttempt } from "@/components/problem/use-attempt";
import { useKept } from "./use-kept";
import { useMoveWords } from "./use-move-words";
import { usePreview } from "./use-preview";
import { useWarmMove } from "./use-warm-move";

const MOST_FACES = 3;
const sources = ["microphone", "camera"] as const;

type TakeOverProps = {
  elsewhere: Elsewhere;
  deviceId: string;
  /** This device is a second screen of it already. */
  isBeside: boolean;
};

/** How I would be on the call here, and the one button that brings it here. */
export function TakeOver({ elsewhere, deviceId, isBeside }: TakeOverProps) {
  const t = useTranslations("handoff");
  const router = useRouter();
  const { isBusy, attempt } = useAttempt();
  const { preview, state } = usePreview(elsewhere.carried);
  const { here, moving } = useMoveWords();
  const failed = useKept(here(elsewhere, deviceId));
  const { deviceName, move, callId } = elsewhere;
  const isHanded = move?.state === "asked" && move.deviceId === deviceId;
  const isBlocked = move !== null && move.state !== "failed" && !isHanded;
  useEffect(() => void Promise.all([loadMedia(), loadStage()]), []);
  useWarmMove(elsewhere, !isBeside && !isBlocked);
  const leave = () => router.replace(cameFrom());
  return (
    <div className="grid flex-1 content-start gap-x-10 gap-y-5 pb-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:content-center lg:pb-14">
      <div className="grid content-start gap-4">
        <Whose elsewhere={elsewhere} isHanded={isHanded} />
        <PreviewPicture preview={preview} state={state} />
        <div role="status" className="grid gap-2 empty:hidden">
          {failed && !isHanded && <Notice>{failed}</Notice>}
          {sources.map((source) => {
            const why = state.trouble[source];
            return why && <Notice key={source}>{t(`trouble.${source}.${why}`)}</Notice>;
          })}
        </div>
      </div>
      <div className="flex flex-col gap-5">
        <div className="order-2 grid gap-5 lg:order-none">
          <PreviewChoices preview={preview} state={state} />
          <OwnDevices elsewhere={elsewhere} />
        </div>
        <div className="grid gap-2">
          <Button
            tone="primary"
            size="lg"
            wide
            isBusy={isBusy}
            disabled={isBlocked}
            onClick={() => void attempt(() => continueHere(elsewhere, state.wanted, preview.handOver()))}
          >
            {t("continueHere")}
          </Button>
          {isBlocked && (
            <p role="status" className="text-center text-muted text-sm">
              {moving(move)}
            </p>
          )}
          <div className="flex gap-2 *:min-w-24 *:flex-auto">
            {!isBeside && (
              <Button
                className="h-auto min-h-11 whitespace-normal"
                disabled={isBusy}
                onClick={() => void attempt(() => joinBeside(elsewhere))}
              >
                {t("accompany")}
              </Button>
            )}
            {isHanded ? (
              <Button
                disabled={isBusy}
                onClick={() => void attempt(() => declineMove(callId)).then((isDone) => isDone && leave())}
              >
                {t("notNow")}
              </Button>
            ) : (
              <Button tone="ghost" disabled={isBusy} onClick={leave}>
                {t("back")}
              </Button>
            )}
          </div>
          {!isBeside && (
            <p className="text-balance text-center text-muted text-sm">
              {t("page.accompanyText", { device: deviceName })}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

/** Which call it is, for how long it has run, and where. */
function Whose({ elsewhere, isHanded }: { elsewhere: Elsewhere; isHanded: boolean }) {
  const t = useTranslations("handoff.page");
  const names = useNames();
  const { people, deviceName, answeredAt } = elsewhere;
  return (
    <div className="flex items-center gap-4">
      <div className="-space-x-4 flex shrink-0">
        {people.slice(0, MOST_FACES).map((person) => (
          <Avatar key={person.id} person={person} />
        ))}
      </div>
      <div className="min-w-0">
        <h1 className="break-words font-semibold text-lg leading-tight">
          {t("with", { people: names(people) })}
        </h1>
        <p className="flex flex-wrap gap-x-2 text-muted text-sm">
          {t(isHanded ? "asked" : "on", { device: deviceName })}
          {answeredAt !== null && <Timer since={answeredAt} className="" />}
        </p>
      </div>
    </div>
  );
}

const Notice = ({ children }: { children: string }) => (
  <p className="text-pretty rounded-md bg-wash px-4 py-3 text-sm">{children}</p>
);
