"use client";
import { Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { switchDevice } from "@/lib/call/session";
import { type DeviceChoice, readChoice } from "@/lib/media/choice";
import { listDevices } from "@/lib/media/devices";

const kinds = [
  { kind: "audioinput", name: "microphone" },
  { kind: "videoinput", name: "camera" },
  { kind: "audiooutput", name: "speaker" },
] as const;

/**
 * Chooses microphone, camera and speaker in the running call; the list is read each time it opens. A native popover: it closes
 * with Escape or a press beside it, and gives focus back.
 */
export function DeviceMenu() {
  const t = useTranslations("stage");
  const id = useId();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const [choice, setChoice] = useState<DeviceChoice>({});
  const read = async () => {
    setDevices(await listDevices());
    setChoice(readChoice());
  };
  const choose = async (kind: MediaDeviceKind, deviceId: string) => {
    // A device that refuses leaves the one before in use, and the list says so.
    await switchDevice(kind, deviceId).catch(() => {});
    await read();
  };
  return (
    <>
      <IconButton size="lg" tone="secondary" label={t("devices")} popoverTarget={id}>
        <Settings2 aria-hidden="true" />
      </IconButton>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={t("devices")}
        onBeforeToggle={(event) => event.newState === "open" && void read()}
        className="fixed inset-x-0 top-auto bottom-28 mx-auto max-h-[60dvh] w-80 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-md bg-card p-1.5 text-ink shadow-float ring-1 ring-line"
      >
        {kinds.map(({ kind, name }) => (
          <Choice
            key={kind}
            title={t(name)}
            devices={devices.filter((device) => device.kind === kind)}
            chosen={choice[name]}
            onChoose={(deviceId) => void choose(kind, deviceId)}
          />
        ))}
      </div>
    </>
  );
}

type ChoiceProps = {
  title: string;
  devices: MediaDeviceInfo[];
  chosen: string | undefined;
  onChoose: (deviceId: string) => void;
};

/** The devices of one kind; the browser's own choice counts where none was made here. */
function Choice({ title, devices, chosen, onChoose }: ChoiceProps) {
  const t = useTranslations("stage");
  const group = useId();
  const current = devices.some((one) => one.deviceId === chosen) ? chosen : devices[0]?.deviceId;
  if (devices.length === 0) return null;
  return (
    <fieldset>
      <legend className="px-3 pt-2 pb-1 text-muted text-xs">{title}</legend>
      {devices.map((device, index) => (
        <label
          key={device.deviceId}
          className="flex min-h-11 items-center gap-3 rounded-sm px-3 text-sm hover:bg-wash has-focus-visible:bg-wash"
        >
          <input
            type="radio"
            name={group}
            className="size-4 accent-accent"
            checked={device.deviceId === current}
            onChange={() => onChoose(device.deviceId)}
          />
          <span className="min-w-0 truncate">
            {device.label || t("unknownDevice", { number: index + 1 })}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
