"use client";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { LateMoreList } from "./late-parts";

/**
 * What else can be done in the running call. A native popover: it closes with Escape or a press beside it, and gives focus back. What
 * stands in it loads when it opens, and is listed in `more-entries`.
 */
export function MoreMenu({ session, call }: { session: RunningSession; call: LiveCall }) {
  const t = useTranslations("stage");
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton size="lg" tone="secondary" label={t("more")} popoverTarget={id}>
        <Ellipsis aria-hidden="true" />
      </IconButton>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        role="group"
        aria-label={t("more")}
        onBeforeToggle={(event) => setOpen(event.newState === "open")}
        className="fixed inset-x-0 top-auto bottom-28 mx-auto max-h-[calc(100dvh-9rem)] w-84 max-w-[calc(100vw-1.5rem)] overflow-y-auto overscroll-contain rounded-md bg-card p-1.5 text-ink shadow-float ring-1 ring-line"
      >
        {isOpen && (
          <LateMoreList session={session} call={call} onClose={() => sheet.current?.hidePopover()} />
        )}
      </div>
    </>
  );
}
