"use client";
import { ArrowLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { IconButton } from "@/components/ui/icon-button";
import { moreEntries } from "./more-entries";
import type { MorePanel, MoreProps } from "./more-entry";
import { RoomContext } from "./room";

/** The entries of the menu, or the sheet that one of them has opened. Around both is the room, once there is one. */
export function MoreList(props: Omit<MoreProps, "onShow">) {
  const [panel, setPanel] = useState<MorePanel | null>(null);
  const shown = { ...props, onShow: setPanel };
  const list = useRef<HTMLDivElement>(null);
  /** Back to the entry that opened the sheet. */
  const goBack = () => {
    const title = panel?.title ?? "";
    flushSync(() => setPanel(null));
    const entries = [...(list.current?.querySelectorAll("button") ?? [])];
    entries.find((one) => one.textContent?.includes(title))?.focus({ focusVisible: false });
  };
  return (
    <RoomContext.Provider value={props.session.room}>
      {panel ? (
        <Sheet {...panel} shown={shown} onBack={goBack} />
      ) : (
        <div ref={list}>
          {Object.entries(moreEntries).map(([name, Entry]) => (
            <Entry key={name} {...shown} />
          ))}
        </div>
      )}
    </RoomContext.Provider>
  );
}

function Sheet({ title, Panel, shown, onBack }: MorePanel & { shown: MoreProps; onBack: () => void }) {
  const t = useTranslations("stage");
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus({ focusVisible: false }), []);
  return (
    <section aria-label={title}>
      <div className="flex items-center gap-1">
        <IconButton ref={back} tone="ghost" label={t("backToMore")} onClick={onBack}>
          <ArrowLeft aria-hidden="true" className="rtl:rotate-180" />
        </IconButton>
        <h2 className="min-w-0 truncate font-medium text-sm">{title}</h2>
      </div>
      <Panel {...shown} />
    </section>
  );
}
