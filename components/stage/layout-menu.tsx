"use client";
import { LayoutGrid } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { toggleLayout } from "@/lib/call/stage-layout";
import { offerShortcut } from "@/lib/shortcuts";
import { LateLayoutChoices } from "./late-parts";

/** How the tiles are laid out. A native popover: it closes with Escape or a press beside it, and gives focus back. */
export function LayoutMenu() {
  const t = useTranslations("stage.layout");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => offerShortcut("layout", toggleLayout), []);
  return (
    <>
      <IconButton
        tone="ghost"
        label={t("label")}
        popoverTarget={id}
        className="fades bg-black/40 text-white! hover:bg-black/60"
      >
        <LayoutGrid aria-hidden="true" />
      </IconButton>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={t("label")}
        onBeforeToggle={(event) => setOpen(event.newState === "open")}
        className="fixed inset-x-auto top-16 right-3 left-auto m-0 max-h-[75dvh] w-72 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-md bg-card p-4 text-ink shadow-float ring-1 ring-line"
      >
        {isOpen && <LateLayoutChoices />}
      </div>
    </>
  );
}
