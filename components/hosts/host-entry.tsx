"use client";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { isHostIn } from "@/lib/meeting/rights";

const LateHostPanel = dynamic(() => import("./host-panel").then((module) => module.HostPanel), {
  ssr: false,
});

/** The way to what hosts settle for everybody; nothing for who is none. */
export function HostEntry({ call, onShow }: MoreProps) {
  const title = useTranslations("hosts")("title");
  if (!isHostIn(call)) return null;
  return (
    <MoreItem
      icon={<ShieldCheck aria-hidden="true" />}
      label={title}
      hasPanel
      onSelect={() => onShow({ title, Panel: LateHostPanel })}
    />
  );
}
