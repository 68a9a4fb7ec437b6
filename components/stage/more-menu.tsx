"use client";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { closePopover, Popover } from "@/components/ui/popover";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { LateMoreList } from "./late-parts";

/** What else can be done in the running call. What stands in it loads when it opens, and is listed in `more-entries`. */
export function MoreMenu({ session, call }: { session: RunningSession; call: LiveCall }) {
  const t = useTranslations("stage");
  const id = useId();
  return (
    <>
      <IconButton size="lg" tone="secondary" label={t("more")} popoverTarget={id}>
        <Ellipsis aria-hidden="true" />
      </IconButton>
      <Popover
        id={id}
        name={t("more")}
        className="inset-x-0 top-auto bottom-28 mx-auto max-h-[calc(100dvh-9rem)] w-84 overflow-y-auto overscroll-contain rounded-md p-1.5"
      >
        <LateMoreList session={session} call={call} onClose={() => closePopover(id)} />
      </Popover>
    </>
  );
}
