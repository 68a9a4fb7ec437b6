"use client";
import { useFormatter } from "next-intl";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const STEP = 1_000;

/** An amount of data in words, such as `1.2 MB`. */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const place = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
    return format.number(bytes / STEP ** place, {
      style: "unit",
      unit: units[place],
      unitDisplay: "short",
      maximumFractionDigits: place > 1 ? 1 : 0,
    });
  };
}
