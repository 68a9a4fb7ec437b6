"use client";
import { Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { playTone } from "@/lib/call/tones";
import { readChoice, rememberChoice } from "@/lib/media/choice";

const PLAYED_MS = 2_400;
const LOOK_MS = 100;
/** So much louder than before, and as loud as a voice, is an echo. */
const ECHO = 4;
const LOUD = 0.02;

type SpeakerCheckProps = {
  devices: MediaDeviceInfo[];
  /** How loud it is before the microphone now, from 0 to 1; null while there is none. */
  heard: () => number | null;
};

/** Which loudspeaker a call is heard on, with a sound to try it; what the microphone hears of that would come back to the others. */
export function SpeakerCheck({ devices, heard }: SpeakerCheckProps) {
  const t = useTranslations("check");
  const [chosen, setChosen] = useState(() => readChoice().speaker ?? "");
  const [isPlaying, setPlaying] = useState(false);
  const [hasEcho, setEcho] = useState<boolean | null>(null);
  const [isBlocked, setBlocked] = useState(false);
  const speakers = devices.filter(({ kind, deviceId }) => kind === "audiooutput" && deviceId !== "default");
  const choose = (speaker: string) => {
    setChosen(speaker);
    rememberChoice({ speaker: speaker === "" ? undefined : speaker });
  };
  const play = () => {
    setPlaying(true);
    setEcho(null);
    setBlocked(false);
    const before = heard();
    let most = 0;
    const tone = playTone("chime", () => setBlocked(true), chosen);
    const look = setInterval(() => {
      most = Math.max(most, heard() ?? 0);
    }, LOOK_MS);
    setTimeout(() => {
      clearInterval(look);
      tone.stop();
      setPlaying(false);
      setEcho(before === null ? null : most > LOUD && most > before * ECHO);
    }, PLAYED_MS);
  };
  return (
    <>
      {speakers.length > 1 && (
        <div>
          <SelectField label={t("speaker")} value={chosen} onChoose={choose}>
            <option value="">{t("usualSpeaker")}</option>
            {speakers.map((speaker, index) => (
              <option key={speaker.deviceId} value={speaker.deviceId}>
                {speaker.label || t("unknownSpeaker", { number: index + 1 })}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <Button className="justify-self-start" isBusy={isPlaying} onClick={play}>
        <Volume2 aria-hidden="true" className="size-5" />
        {t("play")}
      </Button>
      <p role="status" className="text-pretty text-sm empty:hidden">
        {isBlocked && t("soundBlocked")}
        {!isBlocked && hasEcho !== null && t(hasEcho ? "echo" : "noEcho")}
      </p>
    </>
  );
}
