"use client";
import { BarChart3, Paperclip, SendHorizontal, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { Chat } from "@/lib/chat/chat";
import type { Line } from "@/lib/chat/transcript";
import { mayChat } from "@/lib/chat/may-chat";
import { MOST_FILE_BYTES, MOST_TEXT } from "@/server/chat/contract";
import type { LiveCall } from "@/server/live/contract";
import { excerptOf } from "@/lib/chat/excerpt";
import { useWriterNames } from "./use-writer-names";
import { PollForm } from "./poll-form";
import { useDraft } from "./use-draft";
import { useTalk } from "./use-talk";

type ComposerProps = {
  chat: Chat;
  call: LiveCall;
  /** Where the text is written. */
  field: RefObject<HTMLTextAreaElement | null>;
  replyTo: Line | null;
  onReply: (line: Line | null) => void;
};

const MEGABYTES = MOST_FILE_BYTES / 1024 / 1024;

/** Where a message is written: to everybody, or to one person alone. Enter sends, with Shift it begins a line. */
export function Composer({ chat, call, field, replyTo, onReply }: ComposerProps) {
  const t = useTranslations("chat");
  const id = useId();
  const names = useWriterNames(call);
  const talk = useTalk(call.callId);
  const [text, setText] = useDraft(call.callId);
  const [chosen, setTo] = useState("");
  const others = call.participants.filter((one) => !one.isMe && one.state === "connected");
  // A reply to what only two read is for the two of them.
  const fixed = replyTo?.to ? (replyTo.from === chat.of.me ? replyTo.to : replyTo.from) : null;
  const to = fixed ?? (others.some((one) => one.participantId === chosen) ? chosen : "");
  const isTooLong = text.length > MOST_TEXT;
  const canSend = text.trim() !== "" && !isTooLong && mayChat(call);
  const send = () => {
    if (!canSend) return;
    chat.send({ type: "text", text: text.trim(), replyTo: replyTo?.id ?? null }, to || null);
    setText("");
    onReply(null);
  };
  const file = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const attach = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [chosenFile] = target.files ?? [];
    target.value = "";
    if (!chosenFile || !mayChat(call)) return;
    const isTooLarge = chosenFile.size > MOST_FILE_BYTES;
    setTrouble(isTooLarge ? t("file.tooLarge", { most: MEGABYTES }) : null);
    if (chosenFile.size === 0) setTrouble(t("file.empty"));
    else if (!isTooLarge)
      void chat.sendFile(chosenFile, to || null).catch(() => setTrouble(t("file.unreadable")));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  // In a meeting hosts ask; in any other call everybody may.
  const mayAsk = call.meetingId === null || talk?.leads === true;
  if (isAsking)
    return (
      <PollForm
        onCancel={() => setAsking(false)}
        onAsk={(poll) => {
          chat.send(poll);
          setAsking(false);
        }}
      />
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="grid gap-2 border-line border-t p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      {others.length > 1 && (
        <label className="flex items-center gap-2 text-muted text-sm">
          {t("to")}
          <select
            aria-label={t("to")}
            value={to}
            disabled={fixed !== null}
            onChange={(event) => setTo(event.target.value)}
            className="h-9 min-w-0 flex-1 truncate rounded-sm border border-edge bg-card px-2 text-ink"
          >
            <option value="">{t("everyone")}</option>
            {others.map(({ participantId, person }) => (
              <option key={participantId} value={participantId}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {replyTo && (
        <div className="flex items-center gap-2 rounded-sm bg-wash ps-3 text-sm">
          <p className="min-w-0 flex-1 truncate text-muted">
            {t("replyTo", { name: names(replyTo.from) })}: {excerptOf(replyTo)}
          </p>
          <IconButton tone="ghost" label={t("cancelReply")} onClick={() => onReply(null)}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
      {isTooLong && (
        <p id={`${id}-note`} role="alert" className="text-end-text text-sm">
          {t("tooLong", { most: MOST_TEXT })}
        </p>
      )}
      {trouble && (
        <p role="alert" className="text-end-text text-sm">
          {trouble}
        </p>
      )}
      <div className="flex items-end gap-1">
        <input ref={file} type="file" hidden aria-label={t("attach")} onChange={attach} />
        <IconButton tone="ghost" label={t("attach")} onClick={() => file.current?.click()}>
          <Paperclip aria-hidden="true" />
        </IconButton>
        {mayAsk && (
          <IconButton tone="ghost" label={t("poll.new")} onClick={() => setAsking(true)}>
            <BarChart3 aria-hidden="true" />
          </IconButton>
        )}
        <textarea
          ref={field}
          data-first
          value={text}
          rows={1}
          dir="auto"
          aria-label={t("message")}
          aria-invalid={isTooLong || undefined}
          aria-describedby={isTooLong ? `${id}-note` : undefined}
          placeholder={t("placeholder")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          className="field-sizing-content max-h-40 min-h-11 min-w-0 flex-1 resize-none rounded-md border border-edge bg-card px-3 py-2.5 text-base text-ink placeholder:text-muted"
        />
        <IconButton type="submit" tone="primary" label={t("send")} disabled={!canSend}>
          <SendHorizontal aria-hidden="true" className="rtl:-scale-x-100" />
        </IconButton>
      </div>
    </form>
  );
}
