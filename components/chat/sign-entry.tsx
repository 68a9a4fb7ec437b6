"use client";
import { SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { SignList } from "./sign-list";

/** Reactions, in the menu of narrow phones alone: wider ones have a button for it. */
export function SignEntry({ onShow }: MoreProps) {
  const title = useTranslations("chat.signs")("open");
  return (
    <div className="min-[412px]:hidden">
      <MoreItem
        icon={<SmilePlus aria-hidden="true" />}
        label={title}
        hasPanel
        onSelect={() => onShow({ title, Panel: SignList })}
      />
    </div>
  );
}
