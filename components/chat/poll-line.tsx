"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Chat } from "@/lib/chat/chat";
import type { Line } from "@/lib/chat/transcript";
import { inertText } from "@/lib/chat/written";

type PollLineProps = { line: Extract<Line, { kind: "poll" }>; chat: Chat; names: (id: string) => string };

/** A question with its options: one's own choice, which may be changed until the end, and how it stands. */
export function PollLine({ line, chat, names }: PollLineProps) {
  const t = useTranslations("chat.poll");
  const { says, state, id, from } = line;
  const { me } = chat.of;
  const chosen = chat.choiceIn(id);
  const all = state.votes.reduce((sum, count) => sum + count, 0);
  const vote = (option: number) =>
    // Of an anonymous one nobody but its maker is told.
    chat.send({ type: "vote", poll: id, option }, says.isAnonymous ? from : null);
  return (
    <div className="mt-1 grid gap-2 rounded-md bg-wash p-3">
      <p className="text-muted text-xs">{t(says.isAnonymous ? "isAnonymous" : "isOpen")}</p>
      <p dir="auto" className="break-words font-medium text-sm">
        {inertText(says.question)}
      </p>
      <ul className="grid gap-1.5">
        {says.options.map((option, at) => {
          const count = state.votes[at] ?? 0;
          const who = state.voters[at]?.map(names).join(", ");
          return (
            // Options of a poll never change places.
            <li key={at}>
              <button
                type="button"
                disabled={state.isClosed}
                aria-pressed={chosen === at}
                aria-label={t("vote", { option: inertText(option), count })}
                title={who || undefined}
                onClick={() => vote(at)}
                className="relative flex min-h-11 w-full items-center gap-2 overflow-hidden rounded-sm bg-card px-3 text-start text-sm ring-line aria-pressed:ring-2 aria-pressed:ring-accent"
              >
                <span
                  aria-hidden="true"
                  className="absolute inset-y-0 left-0 bg-accent-wash"
                  style={{ width: `${all > 0 ? (count / all) * 100 : 0}%` }}
                />
                <bdi className="relative min-w-0 flex-1 break-words">{inertText(option)}</bdi>
                {chosen === at && <Check aria-hidden="true" className="relative size-4 shrink-0" />}
                <span className="relative shrink-0 text-muted tabular-nums">{count}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="text-muted text-xs">
        {t("votes", { count: all })}
        {state.isClosed && ` · ${t("over")}`}
      </p>
      {from === me && !state.isClosed && (
        <button
          type="button"
          onClick={() => chat.send({ type: "closing", poll: id })}
          className="min-h-11 justify-self-start rounded-sm px-2 font-semibold text-accent-text text-sm hover:bg-accent-wash"
        >
          {t("end")}
        </button>
      )}
    </div>
  );
}
