"use client";
import { useTranslations } from "next-intl";
import { useSetQuiet } from "@/components/home/quiet-menu";
import { useQuietEnd } from "@/components/home/use-quiet-words";
import { Button } from "@/components/ui/button";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

const liftedUntil = (until: number) => ({ until, untilMinute: null });

/** "Do not disturb" switched by hand, and until when it is on. */
export function QuietNow() {
  const t = useTranslations("presence");
  const words = useTranslations("settings");
  const ring = useRingSettings();
  const set = useSetQuiet();
  const endOf = useQuietEnd();
  return (
    <RingSettingsState of={ring} label={words("quiet")}>
      {({ quiet, quietLiftedUntil }) => (
        <>
          <p role="status" className={`mb-4 font-medium text-sm ${quiet ? "text-accent-text" : ""}`}>
            {quiet && words("quietIsOn", { end: endOf(quiet) }).trim()}
            {!quiet &&
              quietLiftedUntil &&
              words("quietIsLifted", { end: endOf(liftedUntil(quietLiftedUntil)) })}
            {!quiet && !quietLiftedUntil && words("quietIsOff")}
          </p>
          <div className="flex flex-wrap gap-2">
            {quiet?.untilMinute === null && (
              <Button tone="primary" onClick={() => set({ kind: "off" })}>
                {t("turnOff")}
              </Button>
            )}
            {quiet && quiet.untilMinute !== null && (
              <Button tone="primary" onClick={() => set({ kind: "lift" })}>
                {t("lift")}
              </Button>
            )}
            <Button onClick={() => set({ kind: "hour" })}>{t("forAnHour")}</Button>
            <Button
              onClick={() =>
                set({ kind: "morning", timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone })
              }
            >
              {t("untilMorning")}
            </Button>
            <Button onClick={() => set({ kind: "on" })}>{t("untilOff")}</Button>
          </div>
        </>
      )}
    </RingSettingsState>
  );
}
