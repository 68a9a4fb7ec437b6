"use client";
import { useTranslations } from "next-intl";
import { CheckList } from "@/components/ui/check-list";
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
  return (
    <CheckList legend={t("events")} choices={eventTypes} chosen={chosen} onChoose={onChange}>
      {(type) => <code className="min-w-0 break-all">{type}</code>}
    </CheckList>
  );
}
