"use client";
import { Ban, Droplet, ImagePlus, Sun, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useId, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { Background } from "@/lib/media/effects/effect";
import { madeImages, signOf } from "@/lib/media/effects/made-images";
import { useOwnImages } from "./use-own-images";

type BackgroundChoicesProps = { chosen: Background; onChoose: (background: Background) => void };

/** What may be behind a person: nothing else, blur, light with blur, images of Peal's, and one's own. */
export function BackgroundChoices({ chosen, onChoose }: BackgroundChoicesProps) {
  const t = useTranslations("effects");
  const name = useId();
  const file = useRef<HTMLInputElement>(null);
  const { images, refusal, add, remove } = useOwnImages();
  const choice = (value: Background, label: string, sign: ReactNode, style?: CSSProperties) => (
    <Swatch
      key={value}
      name={name}
      label={label}
      isChosen={chosen === value}
      style={style}
      onChoose={() => onChoose(value)}
    >
      {sign}
    </Swatch>
  );
  const own = chosen.startsWith("own:") ? chosen.slice("own:".length) : null;
  return (
    <fieldset>
      <legend className="mb-2 text-muted text-xs">{t("background.label")}</legend>
      <div className="grid grid-cols-4 gap-2">
        {choice("none", t("background.none"), <Ban aria-hidden="true" />)}
        {choice("blur", t("background.blur"), <Droplet aria-hidden="true" />)}
        {choice("portrait", t("background.portrait"), <Sun aria-hidden="true" />)}
        {madeImages.map((image) =>
          choice(`made:${image}`, t(`background.${image}`), null, { background: signOf(image) }),
        )}
        {images.map(({ id, address }, at) =>
          choice(
            `own:${id}`,
            t("background.own", { number: at + 1 }),
            <img src={address} alt="" className="absolute inset-0 size-full object-cover" />,
          ),
        )}
        <button
          type="button"
          title={t("background.add")}
          aria-label={t("background.add")}
          onClick={() => file.current?.click()}
          className="grid aspect-4/3 min-h-11 place-items-center rounded-sm border border-edge border-dashed text-muted hover:bg-wash"
        >
          <ImagePlus aria-hidden="true" className="size-5" />
        </button>
      </div>
      <input
        ref={file}
        type="file"
        accept="image/*"
        aria-label={t("background.file")}
        className="sr-only"
        tabIndex={-1}
        onChange={async (event) => {
          const { files } = event.target;
          const id = files?.[0] && (await add(files[0]));
          event.target.value = "";
          if (id) onChoose(`own:${id}`);
        }}
      />
      <p role="alert" className="pt-2 text-end-text text-sm empty:hidden">
        {refusal && t(`refusal.${refusal}`)}
      </p>
      {own && images.some((image) => image.id === own) && (
        <p className="flex items-center justify-between pt-1 text-muted text-xs">
          {t("background.kept")}
          <IconButton
            tone="ghost"
            label={t("background.remove")}
            onClick={() => {
              onChoose("none");
              void remove(own);
            }}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </p>
      )}
    </fieldset>
  );
}

type SwatchProps = {
  name: string;
  label: string;
  isChosen: boolean;
  style?: CSSProperties;
  onChoose: () => void;
  children: ReactNode;
};

function Swatch({ name, label, isChosen, style, onChoose, children }: SwatchProps) {
  return (
    <label
      title={label}
      style={style}
      className="relative grid aspect-4/3 min-h-11 cursor-pointer place-items-center overflow-hidden rounded-sm bg-wash text-muted has-checked:text-ink has-checked:ring-3 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-focus [&_svg]:size-5"
    >
      <input
        type="radio"
        name={name}
        aria-label={label}
        checked={isChosen}
        onChange={onChoose}
        className="sr-only"
      />
      {children}
    </label>
  );
}
