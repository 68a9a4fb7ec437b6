"use client";
import { Laptop, PhoneCall, Smartphone, Tablet } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LateDeviceTrust } from "@/components/identity/late-devices";
import { Badge } from "@/components/ui/badge";
import { LocalTime } from "@/components/ui/local-time";
import { Switch } from "@/components/ui/switch";
import { useAgo } from "@/components/ui/use-ago";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";
import type { Device, DeviceKind } from "@/server/auth/contract";
import { LateDeviceMenu } from "./late-device-menu";
import { RenameForm } from "./rename-form";
import { useDeviceActs } from "./use-device-acts";

const icons: Record<DeviceKind, typeof Laptop> = { desktop: Laptop, phone: Smartphone, tablet: Tablet };

/** One of a person's devices: what it is, whether it is there, and what can be done about it. */
export function DeviceRow({ device }: { device: Device }) {
  const t = useTranslations("devices");
  const [isRenaming, setRenaming] = useState(false);
  const acts = useDeviceActs();
  const Icon = icons[device.kind];
  return (
    <li aria-label={device.name} className="grid gap-1 px-4 py-3">
      <div className="flex min-h-12 items-center gap-3">
        <span className="flex size-12 shrink-0 items-center justify-center rounded-full bg-wash text-muted">
          <Icon aria-hidden="true" className="size-6" />
        </span>
        {isRenaming ? (
          <RenameForm
            device={device}
            onSave={(name) => acts.rename({ deviceId: device.id, name })}
            onClose={() => setRenaming(false)}
          />
        ) : (
          <>
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-x-2 font-medium">
                <span className="min-w-0 truncate">{device.name}</span>
                {device.isThisDevice && <Badge tone="accent">{t("this")}</Badge>}
              </div>
              <Detail device={device} />
            </div>
            <LateDeviceMenu
              device={device}
              onRename={() => setRenaming(true)}
              onSignOut={() => acts.signOut({ deviceId: device.id })}
            />
          </>
        )}
      </div>
      <div className="pl-15">
        <RunningHere device={device} />
        <LateDeviceTrust device={device} />
        <Switch
          label={t("ring")}
          isOn={device.ringEnabled}
          onChange={(ringEnabled) => acts.setRinging({ deviceId: device.id, ringEnabled })}
        />
      </div>
    </li>
  );
}

function Detail({ device }: { device: Device }) {
  const t = useTranslations("devices");
  const ago = useAgo();
  const isOnline = device.isOnline || device.isThisDevice;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
      {isOnline ? (
        <span className="flex items-center gap-1.5 text-ok-text">
          <span aria-hidden="true" className="size-2 rounded-full bg-current" />
          {t("online")}
        </span>
      ) : (
        <LocalTime at={device.lastSeenAt} words={(at) => t("lastSeen", { when: ago(at) })} />
      )}
      <span aria-hidden="true">·</span>
      <span>{t(device.hasPush ? "pushOn" : "pushOff")}</span>
    </p>
  );
}

/** The call that this device is on. */
function RunningHere({ device }: { device: Device }) {
  const t = useTranslations("devices");
  const live = useStore(liveState);
  const own = live?.call;
  const people = device.isThisDevice
    ? own?.admissionId && own.state !== "ended"
      ? own.participants.filter((one) => !one.isMe).map((one) => one.person)
      : null
    : (live?.elsewhere.find((call) => call.deviceId === device.id)?.people ?? null);
  if (!people) return null;
  return (
    <p className="flex items-center gap-2 py-1 font-medium text-accent-text text-sm">
      <PhoneCall aria-hidden="true" className="size-4 shrink-0" />
      {t("onCall", { people: people.map((person) => person.name).join(", ") })}
    </p>
  );
}
