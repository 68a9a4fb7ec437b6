"use client";
import { useTranslations } from "next-intl";
import { SelectField } from "@/components/ui/select-field";
import { useWhen } from "./use-when";

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 480];

/** How long a meeting lasts, in minutes. */
export function LengthField({ minutes, onChoose }: { minutes: number; onChoose: (minutes: number) => void }) {
  const t = useTranslations("meetings");
  const when = useWhen();
  const lengths = LENGTHS.includes(minutes) ? LENGTHS : [...LENGTHS, minutes].toSorted((a, b) => a - b);
  return (
    <div>
      <SelectField
        label={t("length")}
        value={String(minutes)}
        onChoose={(chosen) => onChoose(Number(chosen))}
      >
        {lengths.map((one) => (
          <option key={one} value={one}>
            {when.length(one)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
