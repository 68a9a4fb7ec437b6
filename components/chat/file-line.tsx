"use client";
import { Download, File } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { Chat } from "@/lib/chat/chat";
import { FileLost, type FileTrouble } from "@/lib/chat/files";
import type { Line } from "@/lib/chat/transcript";
import { inertFileName } from "@/lib/chat/written";
import { saveFile } from "@/lib/save-file";

type FileLineProps = { line: Extract<Line, { kind: "file" }>; chat: Chat; name: string };

/** A file that somebody offers. Nothing of it comes before it is asked for, and then it is saved, not shown. */
export function FileLine({ line, chat, name }: FileLineProps) {
  const t = useTranslations("chat.file");
  const sizeOf = useSize();
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<FileTrouble | null>(null);
  const fileName = inertFileName(line.says.name);
  const isMine = line.from === chat.of.me;
  const save = async () => {
    setShare(0);
    setTrouble(null);
    try {
      saveFile(fileName, "application/octet-stream", await chat.fetchFile(line, setShare));
    } catch (error) {
      setTrouble(error instanceof FileLost ? error.trouble : "gone");
    }
    setShare(null);
  };
  return (
    <div className="mt-1 grid gap-1">
      <div className="flex items-center gap-3 rounded-md bg-wash ps-3">
        <File aria-hidden="true" className="size-5 shrink-0 text-muted" />
        <p className="min-w-0 flex-1 py-2 text-sm">
          <bdi className="block truncate">{fileName}</bdi>
          <span role="status" className="text-muted text-xs">
            {share === null ? sizeOf(line.says.size) : t("getting", { percent: Math.round(share * 100) })}
          </span>
        </p>
        {!isMine && (
          <IconButton
            tone="ghost"
            label={t("get", { name: fileName })}
            disabled={share !== null}
            onClick={() => void save()}
          >
            <Download aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {isMine && <p className="text-muted text-xs">{t("sent")}</p>}
      {trouble && (
        <p role="alert" className="text-end-text text-sm">
          {trouble === "gone" ? t("gone", { name }) : t("broken")}
        </p>
      )}
    </div>
  );
}

const KILO = 1_000;

function useSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) =>
    bytes < KILO * KILO
      ? format.number(Math.max(1, Math.round(bytes / KILO)), { style: "unit", unit: "kilobyte" })
      : format.number(bytes / KILO / KILO, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
}
