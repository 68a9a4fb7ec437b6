"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { frequencies } from "./frequencies";
import type { FormValues } from "./form-values";
import { LengthField } from "./length-field";

type Props = { values: FormValues; onChange: (changed: Partial<FormValues>) => void; isMissing: boolean };

/** When a meeting is: start, length, on which clocks, and how it repeats. */
export function TimesFields({ values, onChange, isMissing }: Props) {
  const t = useTranslations("meetings");
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf("timeZone");
    return known.includes(values.timeZone) ? known : [values.timeZone, ...known];
  }, [values.timeZone]);
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <Field
        label={t("start")}
        type="datetime-local"
        required
        value={values.startsAt}
        error={isMissing ? t("timeMissing") : null}
        onChange={(event) => onChange({ startsAt: event.target.value })}
      />
      <LengthField minutes={values.minutes} onChoose={(minutes) => onChange({ minutes })} />
      <div>
        <SelectField
          label={t("timeZone")}
          value={values.timeZone}
          onChoose={(timeZone) => onChange({ timeZone })}
        >
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
      </div>
      <div>
        <SelectField
          label={t("repeat")}
          value={values.frequency}
          onChoose={(chosen) =>
            onChange({ frequency: frequencies.find((one) => one === chosen) ?? "once", interval: 1 })
          }
        >
          {frequencies.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </SelectField>
      </div>
      {values.frequency !== "once" && (
        <Field
          label={t("repeatCount")}
          hint={t("repeatCountHint")}
          type="number"
          inputMode="numeric"
          min={2}
          max={365}
          value={values.count}
          onChange={(event) => onChange({ count: event.target.value })}
        />
      )}
    </div>
  );
}
