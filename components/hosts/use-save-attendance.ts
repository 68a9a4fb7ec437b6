"use client";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/lib/api/client";
import { csvFile } from "@/lib/pure/csv";
import { fileNameOf } from "@/lib/pure/file-name";
import { saveFile } from "@/lib/save-file";

/** Saves who was in a meeting, from when to when, as a file for spreadsheets. Rejects as the API does. */
export function useSaveAttendance(): (meetingId: string, topic: string | null) => Promise<void> {
  const t = useTranslations("hosts.file");
  const format = useFormatter();
  return async (meetingId, topic) => {
    const spans = await api.host.attendance.query({ meetingId });
    const time = (at: number | null) =>
      at === null ? t("there") : format.dateTime(at, { dateStyle: "short", timeStyle: "medium" });
    const rows = spans.map(({ name, isGuest, from, to }) => [
      name,
      t(isGuest ? "guest" : "account"),
      time(from),
      time(to),
    ]);
    const head = [t("name"), t("kind"), t("from"), t("to")];
    // A byte order mark, by which spreadsheets know UTF-8.
    saveFile(
      `${fileNameOf(topic ?? "", t("fileName"))}.csv`,
      "text/csv;charset=utf-8",
      `\ufeff${csvFile([head, ...rows])}`,
    );
  };
}
