"use client";
import { Laptop, Smartphone, Tablet } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Device, DeviceKind } from "@/server/auth/contract";
import type { Elsewhere } from "@/server/live/contract";

const icons: Record<DeviceKind, typeof Laptop> = { desktop: Laptop, phone: Smartphone, tablet: Tablet };

/** How far a device can be reached for a call that is to move there. */
export type Reach = "here" | "push" | "away";
export const reachOf = ({ isOnline, hasPush }: Device): Reach =>
  isOnline ? "here" : hasPush ? "push" : "away";

const order: readonly Reach[] = ["here", "push", "away"];
/** Those that can be reached best first. */
export const byReach = (devices: Device[]): Device[] =>
  devices.toSorted((a, b) => order.indexOf(reachOf(a)) - order.indexOf(reachOf(b)));

/** The words for what the device of a call sends. */
export function useCarriedWords(): (carried: Elsewhere["carried"]) => string {
  const t = useTranslations("handoff.device");
  return ({ microphone, camera }) => {
    const kind = microphone ? (camera ? "microphoneAndCamera" : "microphone") : camera ? "camera" : "nothing";
    return t("carries", { sends: t(kind) });
  };
}

type DeviceLineProps = { device: Device; detail: string; isMarked?: boolean };

/** A device with its kind, its name and how it stands. */
export function DeviceLine({ device, detail, isMarked }: DeviceLineProps) {
  const Icon = icons[device.kind];
  return (
    <>
      <span
        className={`flex size-11 shrink-0 items-center justify-center rounded-full ${
          isMarked ? "bg-accent-wash text-accent-text" : "bg-wash text-muted"
        }`}
      >
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate font-medium">{device.name}</span>
        <span className="block text-pretty text-muted text-sm">{detail}</span>
      </span>
    </>
  );
}
