"use client";
import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RunningSession } from "@/lib/call/session-state";
import { sendFloat } from "@/lib/chat/attend-floats";
import { REACTIONS } from "@/server/chat/contract";
import type { LiveCall } from "@/server/live/contract";
import { useHand } from "./hand-button";

type SignListProps = { session: RunningSession; call: LiveCall; onClose: () => void };

/** Emojis that float over one's tile, and on a phone one's hand. */
export function SignList({ session, call, onClose }: SignListProps) {
  const t = useTranslations("chat");
  const { isUp, turn } = useHand(call);
  return (
    <>
      <div className="flex">
        {REACTIONS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={t("reactWith", { emoji })}
            onClick={() => session.room && sendFloat(session.room, call.callId, emoji)}
            className="size-12 rounded-sm text-xl hover:bg-wash focus-visible:bg-wash"
          >
            {emoji}
          </button>
        ))}
      </div>
      <button
        type="button"
        onClick={() => {
          turn();
          onClose();
        }}
        className="flex min-h-11 w-full items-center gap-3 rounded-sm px-3 text-sm hover:bg-wash focus-visible:bg-wash sm:hidden"
      >
        <Hand aria-hidden="true" className="size-5" />
        {t(isUp ? "signs.lower" : "signs.raise")}
      </button>
    </>
  );
}
