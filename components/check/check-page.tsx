"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { PreviewChoices } from "@/components/handoff/preview-choices";
import { PreviewPicture } from "@/components/handoff/preview-picture";
import { usePreview } from "@/components/handoff/use-preview";
import { Card } from "@/components/ui/card";
import { Button } from "@/components/ui/button";
import { HardwareHelp } from "./hardware-help";
import { LevelMeter } from "./level-meter";
import { NetworkCheck } from "./network-check";
import { SpeakerCheck } from "./speaker-check";

/** What a call needs, tried before one: camera, microphone, speaker and the ways through the network. */
export function CheckPage() {
  const t = useTranslations("check");
  const { preview, state } = usePreview({ microphone: true, camera: true });
  const level = useRef(0);
  const { trouble, wanted, microphone } = state;
  const again = (source: "microphone" | "camera") => (
    <Button className="justify-self-start" onClick={() => preview.want(source, true)}>
      {t("again")}
    </Button>
  );
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="grid gap-6">
        <Part title={t("camera")}>
          <PreviewPicture preview={preview} state={state} />
          {trouble.camera && <HardwareHelp source="camera" why={trouble.camera} />}
          {trouble.camera && again("camera")}
          <PreviewChoices preview={preview} state={state} source="camera" />
        </Part>
        <Part title={t("network")} text={t("networkText")}>
          <NetworkCheck />
        </Part>
      </div>
      <div className="grid gap-6">
        <Part title={t("microphone")} text={t("microphoneText")}>
          <LevelMeter
            label={t("level")}
            track={microphone?.mediaStreamTrack ?? null}
            onLevel={(now) => {
              level.current = now;
            }}
          />
          {!wanted.microphone && !trouble.microphone && <p className="text-muted text-sm">{t("off")}</p>}
          {trouble.microphone && <HardwareHelp source="microphone" why={trouble.microphone} />}
          {trouble.microphone && again("microphone")}
          <PreviewChoices preview={preview} state={state} source="microphone" />
        </Part>
        <Part title={t("speaker")} text={t("speakerText")}>
          <SpeakerCheck devices={state.devices} heard={() => (microphone ? level.current : null)} />
        </Part>
      </div>
    </div>
  );
}

type PartProps = {
  title: string;
  text?: string;
  children: ReactNode;
};

const Part = ({ title, text, children }: PartProps) => (
  <Card aria-label={title} className="p-5 sm:p-6">
    <h2 className="font-semibold text-base">{title}</h2>
    {text && <p className="text-pretty text-muted text-sm">{text}</p>}
    <div className="mt-4 grid grid-cols-1 gap-4">{children}</div>
  </Card>
);
