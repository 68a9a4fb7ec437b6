"use client";
import { SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { closePopover, Popover } from "@/components/ui/popover";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { LateSignList } from "./late-chat";

/** `isCrowded`: a narrow phone has no room for it among the other buttons; it is in their menu then. */
type SignMenuProps = { session: RunningSession; call: LiveCall; isCrowded: boolean };

/** What can be shown without words; it loads when it is opened. */
export function SignMenu({ session, call, isCrowded }: SignMenuProps) {
  const t = useTranslations("chat.signs");
  const id = useId();
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
      <Popover
        id={id}
        name={t("open")}
        className="inset-x-0 top-auto bottom-28 mx-auto w-fit rounded-md p-1.5"
      >
        <LateSignList session={session} call={call} onClose={() => closePopover(id)} />
      </Popover>
    </>
  );
}
