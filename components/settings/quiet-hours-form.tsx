"use client";
import { useLocale, useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import type { QuietHours } from "@/server/presence/contract";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

const weekFromMonday = [1, 2, 3, 4, 5, 6, 0];
const usual = { days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 22 * 60, toMinute: 7 * 60 };

const hereZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
const two = (part: number) => String(part).padStart(2, "0");
const toTime = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const toMinute = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** "Do not disturb" by the clock: on which days, from when to when, in which time zone. */
export function QuietHoursForm() {
  const t = useTranslations("settings");
  const ring = useRingSettings();
  return (
    <RingSettingsState of={ring} label={t("hours")}>
      {({ quietHours }) => (
        <div className="grid gap-5">
          <Switch
            label={t("hoursSwitch")}
            isOn={quietHours !== null}
            onChange={(isOn) => ring.change({ quietHours: isOn ? { ...usual, timeZone: hereZone() } : null })}
          />
          {quietHours && (
            <Hours
              hours={quietHours}
              onChange={(changed) =>
                ring.change((now) => ({ quietHours: { ...quietHours, ...now.quietHours, ...changed } }))
              }
            />
          )}
        </div>
      )}
    </RingSettingsState>
  );
}

function Hours({ hours, onChange }: { hours: QuietHours; onChange: (changed: Partial<QuietHours>) => void }) {
  const t = useTranslations("settings");
  const { days, fromMinute, toMinute: endMinute, timeZone } = hours;
  const isOvernight = fromMinute >= endMinute;
  const here = hereZone();
  return (
    <>
      <Days
        days={days}
        onToggle={(day) =>
          onChange({
            days: weekFromMonday.filter((one) => days.includes(one) !== (one === day)),
          })
        }
      />
      <div className="grid grid-cols-2 gap-4">
        <Field
          label={t("from")}
          type="time"
          required
          value={toTime(fromMinute)}
          onChange={(event) => event.target.value && onChange({ fromMinute: toMinute(event.target.value) })}
        />
        <Field
          label={t("to")}
          type="time"
          required
          value={toTime(endMinute)}
          onChange={(event) => event.target.value && onChange({ toMinute: toMinute(event.target.value) })}
        />
      </div>
      <p className="text-muted text-sm">
        {days.length === 0 ? t("noDays") : isOvernight ? t("overnight") : null}{" "}
        {t("zone", { zone: timeZone.replaceAll("_", " ") })}
        {timeZone !== here && (
          <button
            type="button"
            onClick={() => onChange({ timeZone: here })}
            className="ml-2 min-h-6 rounded-sm font-medium text-accent-text hover:underline"
          >
            {t("zoneHere", { zone: here.replaceAll("_", " ") })}
          </button>
        )}
      </p>
    </>
  );
}

/** Any Sunday: its week names the days in whatever language. */
const SUNDAY_MS = Date.UTC(2024, 0, 7);
const DAY_MS = 86_400_000;

function Days({ days, onToggle }: { days: number[]; onToggle: (day: number) => void }) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const name = (day: number, weekday: "short" | "long") =>
    new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(SUNDAY_MS + day * DAY_MS);
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{t("days")}</legend>
      <div className="grid grid-cols-7 gap-1 sm:gap-1.5">
        {weekFromMonday.map((day) => (
          <label
            key={day}
            className="flex min-h-11 cursor-pointer items-center justify-center rounded-sm bg-wash text-muted text-sm has-checked:bg-accent has-checked:font-semibold has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="checkbox"
              aria-label={name(day, "long")}
              checked={days.includes(day)}
              onChange={() => onToggle(day)}
              className="sr-only"
            />
            <span aria-hidden="true">{name(day, "short")}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
