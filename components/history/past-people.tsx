"use client";
import { MonitorSmartphone } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ReportButton } from "@/components/report/report-button";
import { Avatar } from "@/components/ui/avatar";
import { ListRow } from "@/components/ui/list-row";
import type { DevicePart, PersonPart } from "@/server/history/contract";
import { useCallWords } from "./use-call-words";

/** Everyone else on a call of the past, with what their part was. */
export function PastPeople({ callId, parts }: { callId: string; parts: PersonPart[] }) {
  const t = useTranslations("history");
  const words = useCallWords();
  return (
    <ul aria-label={t("peopleHead")} className="divide-y divide-line">
      {parts.map(({ person, part, isCaller, durationMs }) => (
        <ListRow
          key={person.id}
          name={person.name}
          leading={<Avatar person={person} />}
          title={
            <Link
              href={`/contacts/${person.handle}`}
              prefetch={false}
              className="truncate rounded-sm hover:underline"
            >
              {person.name}
            </Link>
          }
          detail={
            durationMs === null
              ? t(`part.${isCaller ? "caller" : part}`)
              : t("talked", { duration: words.duration(durationMs) })
          }
          actions={<ReportButton person={person} callId={callId} isSmall />}
        />
      ))}
    </ul>
  );
}

/** One's own devices in a call of the past. */
export function PastDevices({ devices }: { devices: DevicePart[] }) {
  const t = useTranslations("history");
  return (
    <ul aria-label={t("devicesHead")} className="divide-y divide-line">
      {devices.map(({ name, part }, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two devices may have one name, and the list does not change.
          key={at}
          className="flex min-h-14 items-center gap-3 px-4 py-3"
        >
          <MonitorSmartphone aria-hidden="true" className="size-5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          <span className="text-muted text-sm">{t(`devicePart.${part}`)}</span>
        </li>
      ))}
    </ul>
  );
}
