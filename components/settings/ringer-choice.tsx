"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { useIsReady } from "@/components/ui/use-is-ready";
import { playTone } from "@/lib/call/tones";
import { readChoice, rememberChoice } from "@/lib/media/choice";
import { listDevices } from "@/lib/media/devices";

const TRY_MS = 2_000;
const USUAL = "";
const canChoose = () => typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype;

/** The loudspeaker that rings, which may be another than that of the call. */
export function RingerChoice() {
  const t = useTranslations("settings");
  const isReady = useIsReady();
  const [speakers, setSpeakers] = useState<MediaDeviceInfo[]>([]);
  const [chosen, setChosen] = useState(USUAL);
  useEffect(() => {
    let isGone = false;
    void listDevices().then((devices) => {
      if (isGone) return;
      // The browser's own word for "the usual one" stands first already.
      setSpeakers(devices.filter(({ kind, deviceId }) => kind === "audiooutput" && deviceId !== "default"));
      setChosen(readChoice().ringer ?? USUAL);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const choose = (ringer: string) => {
    setChosen(ringer);
    rememberChoice({ ringer });
  };
  const tryOut = () => {
    const tone = playTone("bell", undefined, chosen);
    setTimeout(() => tone.stop(), TRY_MS);
  };
  if (isReady && !canChoose()) return <p className="text-muted text-sm">{t("noSpeakers")}</p>;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 basis-48">
        <SelectField label={t("ringer")} value={chosen} disabled={!isReady} onChoose={choose}>
          <option value={USUAL}>{t("usualSpeaker")}</option>
          {speakers.map((speaker, index) => (
            <option key={speaker.deviceId} value={speaker.deviceId}>
              {speaker.label || t("unknownSpeaker", { number: index + 1 })}
            </option>
          ))}
        </SelectField>
      </div>
      <Button size="lg" disabled={!isReady} onClick={tryOut}>
        {t("tryRinger")}
      </Button>
    </div>
  );
}
