"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Incoming, Outgoing, Sample } from "@/lib/media/samples";
import type { LiveCall } from "@/server/live/contract";

type Shown = (Incoming | Outgoing) & { name: string };

/** Each picture that is sent or comes in: whose, how large, how smooth. */
export function PictureList({ sample, call }: { sample: Sample; call: LiveCall }) {
  const t = useTranslations("quality");
  const format = useFormatter();
  const pictures = picturesOf(sample, call, t("yours"));
  if (pictures.length === 0) return null;
  return (
    <ul aria-label={t("pictures")} className="grid gap-2 text-sm">
      {pictures.map((picture) => {
        const limit = "limitedBy" in picture ? picture.limitedBy : null;
        return (
          <li key={`${picture.identity} ${picture.source}`}>
            <span className="block truncate font-medium">{picture.name}</span>
            <span className="block text-muted tabular-nums">
              {t("picture", {
                width: String(picture.width),
                height: String(picture.height),
                frames: format.number(picture.framesPerSecond ?? 0, { maximumFractionDigits: 0 }),
                kbps: format.number(picture.kbps, { maximumFractionDigits: 0 }),
              })}
              {limit && limit !== "none" && ` · ${t(`limits.${limit}`)}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function picturesOf({ incoming, outgoing }: Sample, call: LiveCall, yours: string): Shown[] {
  const nameOf = (identity: string) =>
    call.participants.find(
      (one) => one.admissionId === identity || one.besides.some((beside) => beside.admissionId === identity),
    )?.person.name;
  return [
    ...outgoing.map((flow) => ({ ...flow, name: yours })),
    ...incoming.map((flow) => ({ ...flow, name: nameOf(flow.identity) ?? "" })),
  ].filter(({ width, height, name }) => width !== null && height !== null && name !== "");
}
