"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useAttempt } from "@/components/problem/use-attempt";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { api } from "@/lib/api/client";

/** Longest name, in characters; what is too long or empty the server refuses. */
const LONGEST = 64;

/** `participantId`: of the guest who is renamed; null where it is oneself. */
type Props = { meetingId: string; participantId: string | null; name: string; onDone: () => void };

/** Another name for a guest, which everybody sees from then on. */
export function RenameGuest({ meetingId, participantId, name, onDone }: Props) {
  const t = useTranslations("hosts");
  const { isBusy, attempt } = useAttempt();
  const [text, setText] = useState(name);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const renamed = { meetingId, name: text };
    const work = () =>
      participantId
        ? api.host.rename.mutate({ ...renamed, participantId })
        : api.host.renameSelf.mutate(renamed);
    if (await attempt(work)) onDone();
  };
  return (
    <form className="mb-2 grid gap-2 rounded-md bg-wash p-3" onSubmit={(event) => void save(event)}>
      <Field
        label={t("newName")}
        value={text}
        maxLength={LONGEST}
        required
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="md" type="submit" tone="primary" isBusy={isBusy}>
          {t("save")}
        </Button>
        <Button size="md" className="bg-card" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
