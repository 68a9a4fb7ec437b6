"use client";
import { Keyboard, Maximize, PictureInPicture2, Radio, SwitchCamera } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStore } from "@/components/use-store";
import { canFlip, flipCamera } from "@/lib/call/flip-camera";
import { want } from "@/lib/call/session";
import { readChoice, rememberChoice } from "@/lib/media/choice";
import { offeredShortcuts, runShortcut, type Shortcut } from "@/lib/shortcuts";
import { MoreItem, type MoreProps } from "./more-entry";

/** Between the camera that looks at me and the one that looks away, where there are both. */
export function Flip({ session, onClose }: MoreProps) {
  const t = useTranslations("stage");
  const { room, sending } = session;
  if (!room || !sending.camera || !canFlip()) return null;
  return (
    <MoreItem
      icon={<SwitchCamera aria-hidden="true" />}
      label={t("flip")}
      onSelect={() => {
        void flipCamera(room).catch(() => {});
        onClose();
      }}
    />
  );
}

/** The microphone is open only while the space bar is held, from the start of each call on. */
export function PushToTalk({ session }: MoreProps) {
  const t = useTranslations("stage");
  const [isOn, setOn] = useState(() => readChoice().isPushToTalk ?? false);
  if (session.role !== "active" || matchMedia("(pointer: coarse)").matches) return null;
  const choose = () => {
    setOn(!isOn);
    rememberChoice({ isPushToTalk: !isOn });
    if (!isOn) want("microphone", false);
  };
  return (
    <MoreItem
      icon={<Radio aria-hidden="true" />}
      label={t("pushToTalk")}
      hint={t(isOn ? "isOn" : "isOff")}
      isOn={isOn}
      onSelect={choose}
    />
  );
}

/** The call in a small window over other programs. */
export const SmallWindow = ({ onClose }: MoreProps) => (
  <KeyEntry name="pictureInPicture" icon={<PictureInPicture2 aria-hidden="true" />} onClose={onClose} />
);

/** The call on the whole screen. */
export const FullScreen = ({ onClose }: MoreProps) => (
  <KeyEntry name="fullScreen" icon={<Maximize aria-hidden="true" />} onClose={onClose} />
);

/** The list of the keys, where there is a keyboard. */
export function Shortcuts({ onClose }: MoreProps) {
  if (matchMedia("(pointer: coarse)").matches) return null;
  return <KeyEntry name="shortcuts" icon={<Keyboard aria-hidden="true" />} onClose={onClose} />;
}

type KeyEntryProps = {
  name: "pictureInPicture" | "fullScreen" | "shortcuts";
  icon: ReactNode;
  onClose: () => void;
};

/** Does what a key does, where it does something. */
function KeyEntry({ name, icon, onClose }: KeyEntryProps) {
  const t = useTranslations("stage");
  const isOffered = useStore(offeredShortcuts).has(name satisfies Shortcut);
  if (!isOffered) return null;
  return (
    <MoreItem
      icon={icon}
      label={t(name === "shortcuts" ? "shortcuts.title" : name)}
      onSelect={() => {
        onClose();
        runShortcut(name);
      }}
    />
  );
}
