"use client";
import { LayoutGrid } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { toggleLayout } from "@/lib/call/stage-layout";
import { offerShortcut } from "@/lib/shortcuts";
import { LateLayoutChoices } from "./late-parts";

/** How the tiles are laid out. */
export function LayoutMenu() {
  const t = useTranslations("stage.layout");
  useEffect(() => offerShortcut("layout", toggleLayout), []);
  const id = useId();
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
      <Popover
        id={id}
        name={t("label")}
        className="inset-x-auto top-16 right-3 left-auto m-0 max-h-[75dvh] w-72 overflow-y-auto rounded-md p-4"
      >
        <LateLayoutChoices />
      </Popover>
    </>
  );
}
