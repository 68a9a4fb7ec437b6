"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check, Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { switchDevice } from "@/lib/call/session";
import { listDevices } from "@/lib/media/devices";
import { readChoice } from "@/lib/media/choice";

const kinds = [
  { kind: "audioinput", name: "microphone" },
  { kind: "videoinput", name: "camera" },
  { kind: "audiooutput", name: "speaker" },
] as const;

/** Chooses microphone, camera and speaker in the running call; the list is read each time it opens. */
export function DeviceMenu() {
  const t = useTranslations("stage");
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const [choice, setChoice] = useState(readChoice);
  const open = async () => {
    setDevices(await listDevices());
    setChoice(readChoice());
  };
  return (
    <Base.Root onOpenChange={(isOpen) => isOpen && void open()}>
      <Base.Trigger
        render={
          <IconButton size="lg" tone="secondary" label={t("devices")}>
            <Settings2 aria-hidden="true" />
          </IconButton>
        }
      />
      <Base.Portal>
        <Base.Positioner side="top" sideOffset={10} className="z-30 outline-none">
          <Base.Popup
            data-scheme="dark"
            className="max-h-[60dvh] w-72 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-md bg-card p-1.5 text-ink shadow-float ring-1 ring-line"
          >
            {kinds.map(({ kind, name }) => {
              const found = devices.filter((device) => device.kind === kind);
              if (found.length === 0) return null;
              const chosen = found.some((one) => one.deviceId === choice[name])
                ? choice[name]
                : found[0]?.deviceId;
              return (
                <Base.RadioGroup
                  key={kind}
                  value={chosen}
                  onValueChange={(id: string) => void switchDevice(kind, id).catch(() => {})}
                >
                  <p className="px-3 pt-2 pb-1 text-muted text-xs">{t(name)}</p>
                  {found.map((device, index) => (
                    <Base.RadioItem
                      key={device.deviceId}
                      value={device.deviceId}
                      className="flex min-h-11 items-center gap-2 rounded-sm px-3 text-sm outline-none data-highlighted:bg-wash"
                    >
                      <span className="min-w-0 flex-1 truncate">
                        {device.label || t("unknownDevice", { number: index + 1 })}
                      </span>
                      <Base.RadioItemIndicator>
                        <Check aria-hidden="true" className="size-4" />
                      </Base.RadioItemIndicator>
                    </Base.RadioItem>
                  ))}
                </Base.RadioGroup>
              );
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
