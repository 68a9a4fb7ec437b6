"use client";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useContext, useMemo } from "react";
import { RoomContext } from "@/components/stage/room";
import type { MoreProps } from "@/components/stage/more-entry";
import { useStore } from "@/components/use-store";
import type { Sample } from "@/lib/media/samples";
import { samplesOf } from "@/lib/media/samples";
import { qualityAnswer } from "@/lib/quality/answer";
import { type Figures, reportOf } from "@/lib/quality/report-of";
import { writable } from "@/lib/store";
import { LivePlot } from "./live-plot";
import { PictureList } from "./picture-list";

/** Before there is a room. */
const nothing = writable<Sample | null>(null);

/** How the running call goes on this device, second by second. */
export function ConnectionPanel({ call }: MoreProps) {
  const t = useTranslations("quality");
  const room = useContext(RoomContext);
  const sample = useStore(useMemo(() => (room ? samplesOf(room) : nothing), [room]));
  if (!sample) return <p className="px-3 py-6 text-center text-muted text-sm">{t("waiting")}</p>;
  const figures = reportOf(sample);
  return (
    <div className="grid gap-4 px-3 pt-1 pb-3">
      <p className="text-muted text-sm">{t("hint")}</p>
      <FigureList figures={figures} />
      <LivePlot
        title={t("rates")}
        at={sample.at}
        lines={[
          { name: t("sent"), value: sum(figures.audioUpKbps, figures.videoUpKbps) },
          { name: t("received"), value: sum(figures.audioDownKbps, figures.videoDownKbps) },
        ]}
      />
      <LivePlot
        title={t("losses")}
        at={sample.at}
        lines={[
          { name: t("there"), value: percent(figures.lossUp) },
          { name: t("here"), value: percent(figures.lossDown) },
        ]}
      />
      <PictureList sample={sample} call={call} />
    </div>
  );
}

const sum = (audio: number | null, video: number | null): number | null =>
  audio === null && video === null ? null : (audio ?? 0) + (video ?? 0);
const percent = (share: number | null): number | null => (share === null ? null : share * 100);

function FigureList({ figures }: { figures: Figures }) {
  const t = useTranslations("quality");
  const format = useFormatter();
  const mos = useStore(qualityAnswer)?.mos ?? null;
  const { connectionType, connectionProtocol } = figures;
  const ms = (value: number | null) =>
    value === null ? t("unknown") : t("ms", { value: format.number(value, { maximumFractionDigits: 0 }) });
  const share = (value: number | null) =>
    value === null
      ? t("unknown")
      : t("percent", { value: format.number(value * 100, { maximumFractionDigits: 1 }) });
  const score = mos === null ? t("unknown") : t("scoreOf", { score: format.number(mos, oneDecimal) });
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
      <Figure name={t("score")}>{score}</Figure>
      <Figure name={t("way")}>
        {connectionType && connectionProtocol
          ? t(`types.${connectionType}`, { protocol: t(`protocols.${connectionProtocol}`) })
          : t("unknown")}
      </Figure>
      <Figure name={t("roundTrip")}>{ms(figures.roundTripMs)}</Figure>
      <Figure name={t("jitter")}>{ms(figures.jitterMs)}</Figure>
      <Figure name={t("lossDown")}>{share(figures.lossDown)}</Figure>
      <Figure name={t("lossUp")}>{share(figures.lossUp)}</Figure>
    </dl>
  );
}

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="justify-self-end tabular-nums">{children}</dd>
    </>
  );
}
