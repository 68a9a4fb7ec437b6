"use client";
import { Track } from "livekit-client";
import { useTranslations } from "next-intl";
import { useContext, useEffect, useState } from "react";
import { RoomContext } from "@/components/stage/room";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { useStore } from "@/components/use-store";
import { filters, written } from "@/lib/media/effects/effect";
import { TryOn } from "@/lib/media/effects/try-on";
import { takeNoise, takesNoise, wornEffect } from "@/lib/media/effects/worn";
import { BackgroundChoices } from "./background-choices";
import { TryPicture } from "./try-picture";

/** Background, colours and noise: tried on a picture that nobody else sees, and worn once "Use" is pressed. */
export function EffectsPanel() {
  const t = useTranslations("effects");
  const room = useContext(RoomContext);
  const [tryOn] = useState(
    () => new TryOn(room?.localParticipant.getTrackPublication(Track.Source.Camera)?.track),
  );
  const { effect, camera, trouble, loss } = useStore(tryOn.state);
  const worn = useStore(wornEffect);
  const hasNoiseTaken = useStore(takesNoise);
  useEffect(() => {
    void tryOn.open();
    return () => tryOn.close();
  }, [tryOn]);
  const isWorn = written(worn) === written(effect);
  return (
    <div className="grid gap-4 p-2">
      <TryPicture camera={camera} trouble={trouble} />
      <p role="status" className="text-sm empty:hidden">
        {loss && t(`loss.${loss}`)}
      </p>
      <BackgroundChoices chosen={effect.background} onChoose={(background) => tryOn.try({ background })} />
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-muted text-xs">{t("filter.label")}</legend>
        <div className="flex flex-wrap gap-2">
          {filters.map((filter) => (
            <label
              key={filter}
              className="flex min-h-11 cursor-pointer items-center rounded-full bg-wash px-4 text-sm has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-focus"
            >
              <input
                type="radio"
                name="filter"
                className="sr-only"
                checked={effect.filter === filter}
                onChange={() => tryOn.try({ filter })}
              />
              {t(`filter.${filter}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Button tone="primary" disabled={isWorn} onClick={() => tryOn.use()}>
        {t(isWorn ? "inUse" : "use")}
      </Button>
      <hr className="border-line" />
      <Switch label={t("noise")} text={t("noiseText")} isOn={hasNoiseTaken} onChange={takeNoise} />
    </div>
  );
}
