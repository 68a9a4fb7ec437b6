"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { layOut } from "@/lib/call/stage-layout";

/** How many have no tile since they send no picture, and the way back to them. Nothing where all have one. */
export function HiddenPeople({ count }: { count: number }) {
  const t = useTranslations("stage.layout");
  if (count === 0) return null;
  return (
    <p
      role="status"
      className="absolute inset-x-0 top-(--stage-top) z-10 mx-auto flex w-fit items-center gap-3 rounded-full bg-black/70 py-1 pr-1 pl-4 text-sm text-white"
    >
      {t("hidden", { count })}
      <Button tone="ghost" className="text-white!" onClick={() => layOut({ isVideoOnly: false })}>
        {t("showAll")}
      </Button>
    </p>
  );
}
