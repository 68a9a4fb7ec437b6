"use client";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import type { Chat, Pending } from "@/lib/chat/chat";
import type { Content } from "@/server/chat/contract";
import { inertText } from "@/lib/chat/written";

/** Refused as it is: it would be again. */
const forGood = new Set<string>(["bad_input", "too_many_options"]);

/** Something of one's own that the server does not have yet. */
export function PendingLine({ pending, chat }: { pending: Pending; chat: Chat }) {
  const t = useTranslations("chat");
  const words = useProblemWords();
  const { id, says, refused } = pending;
  const written = writtenIn(says);
  // Reactions and votes are seen where they belong.
  if (!refused && written === null) return null;
  return (
    <li className="ms-11 grid gap-1">
      <p dir="auto" className="whitespace-pre-wrap break-words text-muted text-sm">
        {inertText(written ?? "")}
      </p>
      {refused ? (
        <div role="alert" className="grid gap-1 text-end-text text-sm">
          <p>
            {t("failed")} {words(refused)}
          </p>
          <span className="flex gap-2">
            {!forGood.has(refused.code) && (
              <Button size="sm" onClick={() => chat.retry(id)}>
                {t("retry")}
              </Button>
            )}
            <Button size="sm" tone="ghost" onClick={() => chat.discard(id)}>
              {t("discard")}
            </Button>
          </span>
        </div>
      ) : (
        <p className="text-muted text-xs">{t("sending")}</p>
      )}
    </li>
  );
}

/** What somebody has written in a message; null where they have only pressed something. */
function writtenIn(says: Content): string | null {
  if ("text" in says) return says.text;
  if (says.type === "poll") return says.question;
  return says.type === "file" ? says.name : null;
}
