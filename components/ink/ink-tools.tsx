"use client";
import {
  ArrowUpRight,
  Brush,
  Download,
  Eraser,
  Lock,
  type LucideIcon,
  Pen,
  Trash2,
  Type,
  Undo2,
  Wand,
  X,
} from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ComponentProps, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { type InkTool, inkTools, type SurfaceId } from "@/lib/ink/ink";
import type { InkRoom } from "@/lib/ink/ink-room";
import { pictureOf } from "@/lib/ink/draw/picture";
import { colourOf } from "@/lib/ink/palette";
import { saveFile } from "@/lib/save-file";
import { ownerIn, useParticipants, type useRights } from "./use-ink";

const icons: Record<InkTool, LucideIcon> = { pen: Pen, arrow: ArrowUpRight, text: Type, laser: Wand };

type InkToolsProps = {
  ink: InkRoom;
  surface: SurfaceId;
  rights: ReturnType<typeof useRights>;
  colour: number;
  /** With what is drawn; null while nothing is. */
  tool: InkTool | null;
  onTool: (tool: InkTool) => void;
  onDraw: () => void;
};

/** The button that begins and ends drawing, and while it lasts what is drawn with. */
export function InkTools({ ink, surface, rights, colour, tool, onTool, onDraw }: InkToolsProps) {
  const t = useTranslations("ink");
  const owner = ownerIn(useParticipants(), ink.surface(surface).owner);
  if (!rights.mayDraw) {
    return (
      <p className="absolute right-1 bottom-1 max-w-[70%] truncate rounded-full bg-black/60 px-3 py-1.5 text-sm text-white">
        {owner ? t("onlyThem", { name: owner.person.name }) : t("onlyOwner")}
      </p>
    );
  }
  return (
    <div
      role="toolbar"
      aria-label={t("tools")}
      className={`pointer-events-auto absolute right-1 bottom-1 flex max-w-[calc(100%-0.5rem)] flex-wrap justify-end rounded-lg ${tool ? "bg-black/75" : "bg-black/50"}`}
    >
      {tool && (
        <>
          {inkTools.map((one) => {
            const Icon = icons[one];
            return (
              <Tool
                key={one}
                label={t(one)}
                aria-pressed={one === tool}
                style={one === tool ? { background: colourOf(colour) } : undefined}
                onClick={() => onTool(one)}
              >
                <Icon aria-hidden="true" />
              </Tool>
            );
          })}
          <Acts ink={ink} surface={surface} rights={rights} />
        </>
      )}
      <Tool data-draw label={t("draw")} aria-pressed={tool !== null} onClick={onDraw}>
        {tool ? <X aria-hidden="true" /> : <Brush aria-hidden="true" style={{ color: colourOf(colour) }} />}
      </Tool>
    </div>
  );
}

/** What is done with ink that is there. */
function Acts({ ink, surface, rights }: Pick<InkToolsProps, "ink" | "surface" | "rights">) {
  const t = useTranslations("ink");
  const format = useFormatter();
  const place = useRef<HTMLSpanElement>(null);
  const ours = ink.surface(surface);
  const save = async () => {
    const video = place.current?.closest("[role=group]")?.querySelector("video") ?? null;
    const picture = await pictureOf(ours, video);
    if (!picture) return toast(t("noPicture"));
    const when = format.dateTime(new Date(), { dateStyle: "short", timeStyle: "medium" });
    saveFile(t("fileName", { when: when.replace(/[^\d]+/g, "-") }), "image/png", picture);
  };
  return (
    <>
      <Tool label={t("undo")} onClick={() => ink.tell(surface, ours.undo())}>
        <Undo2 aria-hidden="true" />
      </Tool>
      <Tool label={t("clear")} onClick={() => ink.tell(surface, ours.clear(false))}>
        <Eraser aria-hidden="true" />
      </Tool>
      {rights.mayRule && (
        <Tool label={t("clearAll")} onClick={() => ink.tell(surface, ours.clear(true))}>
          <Trash2 aria-hidden="true" />
        </Tool>
      )}
      {rights.isMine && (
        <Tool
          label={t("onlyMe")}
          aria-pressed={rights.isOwnerOnly}
          onClick={() => ink.tell(surface, ours.rule(!rights.isOwnerOnly))}
        >
          <Lock aria-hidden="true" />
        </Tool>
      )}
      <Tool label={t("save")} onClick={() => void save()}>
        <Download aria-hidden="true" />
      </Tool>
      <span ref={place} hidden />
    </>
  );
}

const Tool = (props: ComponentProps<typeof IconButton>) => (
  <IconButton
    tone="ghost"
    {...props}
    className="text-white! hover:bg-white/15 aria-pressed:bg-accent aria-pressed:text-black! max-[400px]:size-10"
  />
);
