"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useWriterNames } from "@/components/chat/use-writer-names";
import { Fetching } from "@/components/chat/panel-states";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { mayChat } from "@/lib/chat/may-chat";
import { inertFileName } from "@/lib/chat/written";
import { bindField } from "@/lib/pad/bind-field";
import type { Pad, PadState } from "@/lib/pad/pad";
import { wantPad } from "@/lib/pad/pads";
import { saveFile } from "@/lib/save-file";
import { MOST_PAD_TEXT } from "@/server/chat/contract";
import type { LiveCall } from "@/server/live/contract";
import { usePad } from "./use-pad";

/** Notes of a call: one text that everybody on it reads and writes at once. */
export function PadPanel({ call, onClose }: { call: LiveCall; onClose: () => void }) {
  const t = useTranslations("pad");
  const { callId } = call;
  const { pad, state } = usePad(callId);
  useEffect(() => wantPad(callId), [callId]);
  return (
    <SidePanel name={t("title")} close={t("close")} onClose={onClose} isTall>
      {pad && state?.isReady ? (
        <Notes pad={pad} state={state} call={call} />
      ) : (
        <Fetching trouble={state?.trouble ?? null} text={t("loading")} className="px-4" />
      )}
    </SidePanel>
  );
}

function Notes({ pad, state, call }: { pad: Pad; state: PadState; call: LiveCall }) {
  const t = useTranslations("pad");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isCut, setCut] = useState(false);
  const may = mayChat(call);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.focus();
    return bindField(element, pad, () => setCut(true));
  }, [pad]);
  const isFull = isCut && state.text.length >= MOST_PAD_TEXT;
  const save = () =>
    saveFile(inertFileName(`${call.topic ?? t("fileName")}.txt`), "text/plain;charset=utf-8", state.text);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <textarea
        ref={field}
        dir="auto"
        data-first
        readOnly={!may}
        aria-label={t("text")}
        aria-describedby={`${id}-hint`}
        placeholder={t("placeholder")}
        className="min-h-0 w-full flex-1 resize-none overscroll-contain rounded-md border border-edge bg-card px-3 py-2.5 text-base text-ink placeholder:text-muted"
      />
      <p id={`${id}-hint`} className="text-muted text-xs">
        {t(may ? (call.isEncrypted ? "hint" : "hintPlain") : "readOnly")}
      </p>
      {state.hasGaps && <p className="text-muted text-sm">{t("gaps")}</p>}
      {isFull && (
        <p role="alert" className="text-end-text text-sm">
          {t("full", { most: MOST_PAD_TEXT })}
        </p>
      )}
      <Refused pad={pad} state={state} />
      <div className="flex min-h-11 items-center gap-2">
        <Standing state={state} call={call} />
        <Button disabled={state.text === ""} onClick={save}>
          <Download aria-hidden="true" className="size-5" />
          {t("save")}
        </Button>
      </div>
    </div>
  );
}

/** Who writes, or whether all is kept. */
function Standing({ state, call }: { state: PadState; call: LiveCall }) {
  const t = useTranslations("pad");
  const names = useWriterNames(call);
  const { writing, isSaved, text } = state;
  const who = writing.map(names).join(", ");
  const kept = text === "" ? "" : t(isSaved ? "saved" : "saving");
  return (
    <p role="status" aria-live="polite" className="min-w-0 flex-1 truncate text-muted text-sm">
      {writing.length > 0 ? t("writing", { names: who, count: writing.length }) : kept}
    </p>
  );
}

function Refused({ pad, state: { refused } }: { pad: Pad; state: PadState }) {
  const t = useTranslations("pad");
  const words = useProblemWords();
  if (!refused) return null;
  return (
    <div role="alert" className="grid justify-items-start gap-1 text-end-text text-sm">
      <p>
        {t("refused")} {words(refused)}
      </p>
      <Button size="sm" onClick={() => pad.retry()}>
        {t("retry")}
      </Button>
    </div>
  );
}
