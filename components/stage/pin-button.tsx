"use client";
import { Pin, PinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { pin } from "@/lib/call/stage-layout";
import type { Cell } from "./use-cells";

/**
 * Makes a tile large, and lets it go. There for a pointer over the tile or the focus, on a touch screen always, and while it is
 * pinned.
 */
export function PinButton({ cell, isPinned }: { cell: Cell; isPinned: boolean }) {
  const t = useTranslations("stage");
  const ink = useTranslations("ink");
  const { name } = cell.owner.person;
  const screen = () => ("board" in cell ? ink("board") : t("screenOf", { name }));
  const what = cell.isScreen ? ("isMine" in cell && cell.isMine ? ink("ownScreen") : screen()) : name;
  return (
    <IconButton
      tone="ghost"
      label={t(isPinned ? "unpin" : "pin", { what })}
      className={`absolute top-1 left-1 bg-black/50 text-white! hover:bg-black/70 focus-visible:opacity-100 group-hover/tile:opacity-100 ${isPinned ? "" : "opacity-0 [@media(hover:none)]:opacity-70"}`}
      onClick={() => pin(cell.id)}
    >
      {isPinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
    </IconButton>
  );
}
