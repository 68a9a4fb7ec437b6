"use client";
import { CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { dismissToast, type Notice, shownNotices } from "./toast";

const none: readonly Notice[] = [];

/** Where notices show: above the tab bar on phones, in the corner elsewhere. */
export function Toaster() {
  const t = useTranslations("common");
  const notices = useSyncExternalStore(shownNotices.watch, shownNotices.read, () => none);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(5rem+env(safe-area-inset-bottom))] z-40 flex flex-col items-center gap-2 md:right-6 md:bottom-6 md:left-auto md:items-end"
    >
      {notices.map((notice) => (
        <div
          key={notice.id}
          className="pointer-events-auto flex min-h-12 max-w-full items-center gap-3 rounded-md bg-ink py-1.5 pr-1.5 pl-4 text-paper text-sm shadow-float"
        >
          {notice.tone === "alarm" && <CircleAlert aria-hidden="true" className="size-5 shrink-0" />}
          <span>{notice.text}</span>
          {notice.act && (
            <button
              type="button"
              onClick={() => {
                notice.act?.run();
                dismissToast(notice.id);
              }}
              className="min-h-11 shrink-0 rounded-sm px-2 font-semibold underline underline-offset-4"
            >
              {notice.act.label}
            </button>
          )}
          <button
            type="button"
            aria-label={t("close")}
            onClick={() => dismissToast(notice.id)}
            className="flex size-9 shrink-0 items-center justify-center rounded-sm opacity-70 hover:opacity-100"
          >
            <X aria-hidden="true" className="size-4" />
          </button>
        </div>
      ))}
    </div>
  );
}
