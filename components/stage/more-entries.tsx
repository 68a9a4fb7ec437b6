"use client";
import { Activity, Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentType } from "react";
import { HostEntry } from "@/components/hosts/host-entry";
import { SignEntry } from "@/components/chat/sign-entry";
import { EffectsEntry } from "@/components/effects/effects-entry";
import { BoardEntry, OwnScreenEntry } from "@/components/ink/ink-entries";
import { PadEntry } from "@/components/pad/pad-entry";
import { QualityEntry } from "@/components/media-quality/quality-entry";
import { QuestionsEntry } from "@/components/questions/questions-entry";
import { ConnectionPanel } from "@/components/quality/connection-panel";
import { DeviceChoices } from "./device-choices";
import { Flip, FullScreen, PushToTalk, Shortcuts, SmallWindow } from "./device-entries";
import { MoreItem, type MoreProps } from "./more-entry";

/** What stands in the menu, from top to bottom. An entry that has nothing to offer here draws nothing. */
export const moreEntries: Record<string, ComponentType<MoreProps>> = {
  host: HostEntry,
  signs: SignEntry,
  flip: Flip,
  devices: Devices,
  effects: EffectsEntry,
  quality: QualityEntry,
  talk: PushToTalk,
  drawOwn: OwnScreenEntry,
  board: BoardEntry,
  pad: PadEntry,
  questions: QuestionsEntry,
  connection: Connection,
  smallWindow: SmallWindow,
  fullScreen: FullScreen,
  shortcuts: Shortcuts,
};

function Devices({ onShow }: MoreProps) {
  const title = useTranslations("stage")("devices");
  return (
    <MoreItem
      icon={<Settings2 aria-hidden="true" />}
      label={title}
      hasPanel
      onSelect={() => onShow({ title, Panel: DeviceChoices })}
    />
  );
}

function Connection({ onShow }: MoreProps) {
  const title = useTranslations("quality")("title");
  return (
    <MoreItem
      icon={<Activity aria-hidden="true" />}
      label={title}
      hasPanel
      onSelect={() => onShow({ title, Panel: ConnectionPanel })}
    />
  );
}
