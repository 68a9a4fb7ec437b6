"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SelectField } from "@/components/ui/select-field";
import { type DeviceChoice, readChoice, rememberChoice } from "@/lib/media/choice";
import { listDevices } from "@/lib/media/devices";

const USUAL = "";
const places = [
  { name: "microphone", kind: "audioinput" },
  { name: "camera", kind: "videoinput" },
  { name: "speaker", kind: "audiooutput" },
] as const;

/** The microphone, camera and speaker that a call begins with, kept for this browser. */
export function AudioVideo() {
  const t = useTranslations("settings.media");
  const [devices, setDevices] = useState<MediaDeviceInfo[] | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = () => void listDevices().then((found) => !isGone && setDevices(found));
    look();
    // Absent on a page without HTTPS.
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => {
      isGone = true;
      navigator.mediaDevices?.removeEventListener("devicechange", look);
    };
  }, []);
  if (!devices) return null;
  const isNamed = devices.some(({ label }) => label !== "");
  if (!isNamed) return <p className="text-pretty text-muted text-sm">{t("unnamed")}</p>;
  return (
    <div className="grid gap-4">
      {places.map(({ name, kind }) => (
        <Choice
          key={name}
          name={name}
          devices={devices.filter((one) => one.kind === kind && one.deviceId !== "default")}
        />
      ))}
    </div>
  );
}

type ChoiceProps = { name: "microphone" | "camera" | "speaker"; devices: MediaDeviceInfo[] };

function Choice({ name, devices }: ChoiceProps) {
  const t = useTranslations("settings.media");
  const stage = useTranslations("stage");
  const [chosen, setChosen] = useState(() => readChoice()[name] ?? USUAL);
  if (devices.length === 0) return null;
  const isThere = devices.some(({ deviceId }) => deviceId === chosen);
  const choose = (deviceId: string) => {
    setChosen(deviceId);
    const part: DeviceChoice = { [name]: deviceId === USUAL ? undefined : deviceId };
    rememberChoice(part);
  };
  return (
    <div>
      <SelectField label={stage(name)} value={isThere ? chosen : USUAL} onChoose={choose}>
        <option value={USUAL}>{t("usual")}</option>
        {devices.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || stage("unknownDevice", { number: index + 1 })}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
