"use client";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { MeetingOfHost, Response } from "@/server/meetings/contract";

const tones = { accepted: "ok", tentative: "accent", declined: "neutral" } as const;

/** Who is invited by e-mail, and what they have answered. */
export function InvitedPeople({ invitees }: Pick<MeetingOfHost, "invitees">) {
  const t = useTranslations("meetings");
  return (
    <Card aria-label={t("people")} className="p-4 sm:p-6">
      <h2 className="mb-3 font-semibold text-base">{t("people")}</h2>
      {invitees.length > 0 ? (
        <ul aria-label={t("people")} className="divide-y divide-line">
          {invitees.map(({ email, response }) => (
            <li
              key={email}
              aria-label={email}
              className="flex min-h-11 items-center justify-between gap-3 py-2"
            >
              <span className="min-w-0 truncate text-sm">{email}</span>
              <Answer response={response} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted text-sm">{t("nobody")}</p>
      )}
    </Card>
  );
}

function Answer({ response }: { response: Response | null }) {
  const t = useTranslations("meetings");
  if (!response) return <span className="shrink-0 text-muted text-sm">{t("unanswered")}</span>;
  return (
    <span className="shrink-0">
      <Badge tone={tones[response]}>{t(response)}</Badge>
    </span>
  );
}
