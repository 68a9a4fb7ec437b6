"use client";
import { useMediaDeviceSelect } from "@livekit/components-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { switchDevice } from "@/lib/call/session";
import { useRoom } from "./room";

const kinds = [
  { kind: "audioinput", name: "microphone" },
  { kind: "videoinput", name: "camera" },
  { kind: "audiooutput", name: "speaker" },
] as const;

/** The microphones, cameras and speakers of this machine, as they are plugged in and out, and which are in use. */
export function DeviceChoices() {
  return kinds.map(({ kind, name }) => <Choice key={kind} kind={kind} name={name} />);
}

type Kind = (typeof kinds)[number];

function Choice({ kind, name }: { kind: Kind["kind"]; name: Kind["name"] }) {
  const t = useTranslations("stage");
  const group = useId();
  const { devices: all, activeDeviceId } = useMediaDeviceSelect({ kind, room: useRoom() });
  const [wanted, setWanted] = useState<string | null>(null);
  const devices = all.filter((device) => device.deviceId !== "");
  // The browser's own choice counts where none was made here, or where the one that was made is gone.
  const current = [wanted, activeDeviceId].find((id) => devices.some((device) => device.deviceId === id));
  if (devices.length === 0) return null;
  const choose = async (deviceId: string) => {
    setWanted(deviceId);
    // A device that refuses leaves the one before in use, and the list says so.
    await switchDevice(kind, deviceId).catch(() => {});
    setWanted(null);
  };
  return (
    <fieldset>
      <legend className="px-3 pt-2 pb-1 text-muted text-xs">{t(name)}</legend>
      {devices.map((device, index) => (
        <label
          key={device.deviceId}
          className="flex min-h-11 items-center gap-3 rounded-sm px-3 text-sm hover:bg-wash has-focus-visible:bg-wash"
        >
          <input
            type="radio"
            name={group}
            className="size-4 accent-accent"
            checked={device.deviceId === (current ?? devices[0]?.deviceId)}
            onChange={() => void choose(device.deviceId)}
          />
          <span className="min-w-0 truncate">
            {device.label || t("unknownDevice", { number: index + 1 })}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
