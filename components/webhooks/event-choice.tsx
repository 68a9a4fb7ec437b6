"use client";
import { useTranslations } from "next-intl";
import { type EventType, eventTypes } from "@/server/outbox/contract";

/** Which events a webhook hears of. */
export function EventChoice({
  chosen,
  onChange,
}: {
  chosen: readonly EventType[];
  onChange: (types: EventType[]) => void;
}) {
  const t = useTranslations("webhooks");
  const toggle = (type: EventType) =>
    onChange(eventTypes.filter((one) => (one === type ? !chosen.includes(one) : chosen.includes(one))));
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{t("events")}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {eventTypes.map((type) => (
          <label
            key={type}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="checkbox"
              checked={chosen.includes(type)}
              onChange={() => toggle(type)}
              className="size-5 shrink-0 accent-accent-text outline-none"
            />
            <code className="min-w-0 break-all">{type}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
