"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { readChoice } from "@/lib/media/choice";
import type { Preview, PreviewState } from "@/lib/media/preview";

const sources = [
  { source: "microphone", kind: "audioinput" },
  { source: "camera", kind: "videoinput" },
] as const;

/** Which microphone and which camera, where there are several. */
export function PreviewChoices({ preview, state }: { preview: Preview; state: PreviewState }) {
  const t = useTranslations("stage");
  const id = useId();
  const [chosen, setChosen] = useState(readChoice);
  return sources.map(({ source, kind }) => {
    const devices = state.devices.filter((device) => device.kind === kind);
    if (devices.length < 2) return null;
    const choose = (deviceId: string) => {
      setChosen({ ...chosen, [source]: deviceId });
      preview.choose(source, deviceId);
    };
    return (
      <div key={source}>
        <label htmlFor={`${id}-${source}`} className="mb-1.5 block font-medium text-sm">
          {t(source)}
        </label>
        <select
          id={`${id}-${source}`}
          value={chosen[source] ?? devices[0]?.deviceId}
          onChange={(event) => choose(event.target.value)}
          className="h-12 w-full rounded-md border border-edge bg-card px-3.5 text-base text-ink hover:border-ink"
        >
          {devices.map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || t("unknownDevice", { number: index + 1 })}
            </option>
          ))}
        </select>
      </div>
    );
  });
}
