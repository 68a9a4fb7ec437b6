"use client";
import { Laptop, PhoneCall, Smartphone, Tablet } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { LateMoveDialog } from "@/components/handoff/late-handoff";
import { useContinueHere } from "@/components/handoff/use-continue-here";
import { LateDeviceTrust } from "@/components/identity/late-devices";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { Switch } from "@/components/ui/switch";
import { useAgo } from "@/components/ui/use-ago";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";
import type { Device, DeviceKind } from "@/server/auth/contract";
import type { Elsewhere, LiveCall } from "@/server/live/contract";
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

/** The call that this device is on, and moving it: from here to another device, or from another one to here. */
function RunningHere({ device }: { device: Device }) {
  const live = useStore(liveState);
  const own = live?.call;
  const elsewhere = live?.elsewhere.find((call) => call.deviceId === device.id);
  if (!device.isThisDevice) return elsewhere ? <RunningThere elsewhere={elsewhere} /> : null;
  if (!own?.admissionId || own.state === "ended") return null;
  const people = own.participants.filter((one) => !one.isMe).map((one) => one.person);
  return (
    <OnCall people={people} isCompanion={own.role === "companion"}>
      {own.role === "active" && own.state === "active" && <MoveFromHere call={own} />}
    </OnCall>
  );
}

function RunningThere({ elsewhere }: { elsewhere: Elsewhere }) {
  const t = useTranslations("handoff");
  const { go, isBusy } = useContinueHere(elsewhere);
  return (
    <OnCall people={elsewhere.people}>
      {go && (
        <Button tone="primary" isBusy={isBusy} onClick={go}>
          {t("continueHere")}
        </Button>
      )}
    </OnCall>
  );
}

function MoveFromHere({ call }: { call: LiveCall }) {
  const t = useTranslations("handoff");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("moveTo")}</Button>
      {isOpen && <LateMoveDialog call={call} onClose={() => setOpen(false)} />}
    </>
  );
}

type OnCallProps = { people: { name: string }[]; isCompanion?: boolean; children: ReactNode };

function OnCall({ people, isCompanion, children }: OnCallProps) {
  const t = useTranslations("devices");
  const names = people.map((person) => person.name).join(", ");
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 py-1">
      <p className="flex min-w-0 flex-1 basis-40 items-center gap-2 font-medium text-accent-text text-sm">
        <PhoneCall aria-hidden="true" className="size-4 shrink-0" />
        <span className="min-w-0">{t(isCompanion ? "besideCall" : "onCall", { people: names })}</span>
      </p>
      {children}
    </div>
  );
}
