"use client";
import type { TrackPublication } from "livekit-client";
import { useTranslations } from "next-intl";
import { Picture } from "./room";

/** A shared screen, whole: nothing of a text is cut off. */
export function ScreenTile({ screen, name }: { screen: TrackPublication; name: string }) {
  const t = useTranslations("stage");
  return (
    <section
      role="group"
      aria-label={t("screenOf", { name })}
      className="relative flex min-h-0 min-w-0 items-center justify-center overflow-hidden rounded-md bg-black"
    >
      <Picture publication={screen} className="size-full object-contain" />
      <p className="absolute bottom-2 left-2 rounded-full bg-black/60 px-3 py-1.5 text-sm text-white">
        {t("screenOf", { name })}
      </p>
    </section>
  );
}
