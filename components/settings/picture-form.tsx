"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api/client";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { uploadPicture } from "@/lib/api/upload-picture";
import type { OwnProfile } from "@/server/auth/contract";

/** Choosing, changing and removing one's picture. */
export function PictureForm({ me }: { me: OwnProfile }) {
  const t = useTranslations("settings");
  const words = useProblemWords();
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const note = useId();
  const onSettled = () => cache.invalidateQueries({ queryKey: queries.me.queryKey });
  const upload = useMutation({ mutationFn: uploadPicture, onSettled });
  const remove = useMutation({ mutationFn: () => api.account.removePicture.mutate(), onSettled });

  let trouble: Trouble | null = null;
  if (upload.data && "problem" in upload.data) trouble = upload.data.problem;
  if (remove.error) trouble = problemOf(remove.error);
  return (
    <div className="flex flex-wrap items-center gap-5">
      <Avatar person={me} size="lg" />
      <div>
        <div className="flex flex-wrap gap-2">
          <Button
            isBusy={upload.isPending}
            aria-describedby={note}
            onClick={() => {
              remove.reset();
              input.current?.click();
            }}
          >
            {upload.isPending ? t("uploading") : me.pictureUrl ? t("replace") : t("upload")}
          </Button>
          {me.pictureUrl && (
            <Button tone="ghost" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              {t("removePicture")}
            </Button>
          )}
        </div>
        <p
          id={note}
          role={trouble ? "alert" : undefined}
          className={`mt-2 text-sm ${trouble ? "text-end-text" : "text-muted"}`}
        >
          {trouble ? words(trouble) : t("pictureHint")}
        </p>
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          aria-label={t("picture")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) upload.mutate(file);
          }}
        />
      </div>
    </div>
  );
}
