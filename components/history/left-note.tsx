"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2, Voicemail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { noteKey, openedNote } from "@/lib/e2ee/identity/play-note";
import type { Note } from "@/server/history/contract";
import { NotePlayer } from "./note-player";
import { clockOf, useCallWords } from "./use-call-words";

/** A note that was left for me. */
export function LeftNote({ note }: { note: Note }) {
  const t = useTranslations("history.note");
  const words = useCallWords();
  const problem = useProblemWords();
  const cache = useQueryClient();
  const played = useMutation({
    mutationFn: () => api.history.notePlayed.mutate({ id: note.id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["history"] }),
  });
  const remove = useMutation({
    mutationFn: () => api.history.removeNote.mutate({ id: note.id }),
    onSuccess: () => toast(t("deleted")),
    onError: (error) => toast(problem(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: ["history"] }),
  });
  const { data: sealed, error } = useQuery({
    queryKey: ["history", "note", note.id],
    queryFn: () => noteKey(note.id),
  });
  const title = words.note(note);
  const { name } = note.from;
  return (
    <Card className="p-4">
      <div className="mb-3 flex items-center gap-3">
        <Voicemail aria-hidden="true" className="size-5 shrink-0 text-accent-text" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        <IconButton
          tone="ghost"
          label={t("delete")}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      {error ? (
        <p role="alert" className="text-end-text text-sm">
          {t("failed")}
        </p>
      ) : sealed && !sealed.isAvailable ? (
        <div role="group" aria-label={t("player", { title, time: clockOf(note.durationMs) })}>
          <p className="font-medium">{t("notHere")}</p>
          <p className="text-pretty text-muted text-sm">{t("notHereText")}</p>
        </div>
      ) : (
        sealed && (
          <>
            <NotePlayer
              src={() => openedNote(note.id, sealed.note)}
              media={note.media}
              durationMs={note.durationMs}
              label={t("player", { title, time: clockOf(note.durationMs) })}
              onPlay={() => !note.isPlayed && !played.isPending && played.mutate()}
            />
            {(sealed.trust === "unconfirmed" || sealed.trust === "changed") && (
              <p className="mt-3 text-pretty text-muted text-sm">{t(`trust.${sealed.trust}`, { name })}</p>
            )}
          </>
        )
      )}
    </Card>
  );
}
