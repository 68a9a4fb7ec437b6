"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SelectField } from "@/components/ui/select-field";
import { readChoice } from "@/lib/media/choice";
import type { Preview, PreviewState } from "@/lib/media/preview";

const sources = [
  { source: "microphone", kind: "audioinput" },
  { source: "camera", kind: "videoinput" },
] as const;

type PreviewChoicesProps = {
  preview: Preview;
  state: PreviewState;
  /** One of the two alone. */
  source?: "microphone" | "camera";
};

/** Which microphone and which camera, where there are several. */
export function PreviewChoices({ preview, state, source: only }: PreviewChoicesProps) {
  const t = useTranslations("stage");
  const [chosen, setChosen] = useState(readChoice);
  return sources.map(({ source, kind }) => {
    const devices = state.devices.filter((device) => device.kind === kind);
    if (devices.length < 2 || (only && only !== source)) return null;
    const choose = (deviceId: string) => {
      setChosen({ ...chosen, [source]: deviceId });
      preview.choose(source, deviceId);
    };
    return (
      <div key={source}>
        <SelectField label={t(source)} value={chosen[source] ?? devices[0]?.deviceId} onChoose={choose}>
          {devices.map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || t("unknownDevice", { number: index + 1 })}
            </option>
          ))}
        </SelectField>
      </div>
    );
  });
}
