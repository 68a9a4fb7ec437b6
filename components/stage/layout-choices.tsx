"use client";
import { useTranslations } from "next-intl";
import { Choices } from "@/components/ui/choices";
import { Switch } from "@/components/ui/switch";
import { useStore } from "@/components/use-store";
import type { TilesPerPage } from "@/lib/call/layout";
import { layOut, stageLayout } from "@/lib/call/stage-layout";

const layouts = ["gallery", "speaker"] as const;
const sizes: Record<string, TilesPerPage> = { "9": 9, "25": 25, "49": 49 };

/** Gallery or speaker, how many on a page, and who has no tile. */
export function LayoutChoices() {
  const t = useTranslations("stage.layout");
  const { layout, tilesPerPage, isSelfViewHidden, isVideoOnly } = useStore(stageLayout);
  return (
    <div className="grid gap-2">
      <Choices
        label={t("label")}
        values={layouts}
        chosen={layout}
        words={(value) => ({ title: t(value), text: t(`${value}Text`) })}
        onChoose={(value) => layOut({ layout: value, pinned: null })}
      />
      <hr className="border-line" />
      <p aria-hidden="true" className="text-muted text-xs">
        {t("tilesPerPage")}
      </p>
      <div className="[&>fieldset]:grid-cols-3">
        <Choices
          label={t("tilesPerPage")}
          values={Object.keys(sizes)}
          chosen={String(tilesPerPage)}
          words={(value) => ({ title: value })}
          onChoose={(value) => layOut({ tilesPerPage: sizes[value] })}
        />
      </div>
      <hr className="border-line" />
      <Switch
        label={t("hideSelf")}
        isOn={isSelfViewHidden}
        onChange={(isOn) => layOut({ isSelfViewHidden: isOn })}
      />
      <Switch label={t("videoOnly")} isOn={isVideoOnly} onChange={(isOn) => layOut({ isVideoOnly: isOn })} />
    </div>
  );
}
