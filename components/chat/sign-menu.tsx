"use client";
import { SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { LateSignList } from "./late-chat";

/** `isCrowded`: a narrow phone has no room for it among the other buttons; it is in their menu then. */
type SignMenuProps = { session: RunningSession; call: LiveCall; isCrowded: boolean };

/** What can be shown without words, in a native popover that loads when it opens. */
export function SignMenu({ session, call, isCrowded }: SignMenuProps) {
  const t = useTranslations("chat.signs");
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        size="lg"
        tone="secondary"
        label={t("open")}
        popoverTarget={id}
        className={isCrowded ? "max-[411px]:hidden" : ""}
      >
        <SmilePlus aria-hidden="true" />
      </IconButton>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        role="group"
        aria-label={t("open")}
        onBeforeToggle={(event) => setOpen(event.newState === "open")}
        className="fixed inset-x-0 top-auto bottom-28 mx-auto w-fit max-w-[calc(100vw-1.5rem)] rounded-md bg-card p-1.5 text-ink shadow-float ring-1 ring-line"
      >
        {isOpen && (
          <LateSignList session={session} call={call} onClose={() => sheet.current?.hidePopover()} />
        )}
      </div>
    </>
  );
}
