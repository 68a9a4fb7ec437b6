"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { MeetingDoor } from "@/components/precall/meeting-door";
import { keepsAnything } from "@/lib/embed/storage";
import { startLive } from "@/lib/live/live-store";
import type { DoorLook } from "@/server/meetings/contract";
import { StorageRefused } from "./storage-refused";
import { OutsideLinks } from "./outside-links";
import { useBridge } from "./use-bridge";

let isKept: boolean | undefined;
const tryOnce = () => (isKept ??= keepsAnything());
const never = () => () => {};

/** A meeting inside another site's page, which may be one of these. */
export function EmbeddedMeeting({ look, origins }: { look: DoorLook; origins: readonly string[] }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [name, setName] = useState<string | null>(null);
  // Not known on the server; the door does not stand being shown and taken away again.
  const keeps = useSyncExternalStore<boolean | null>(never, tryOnce, () => null);
  const canCome = keeps !== false || !look.isGuest;
  // A guest's begins with the door.
  useEffect(() => (look.isGuest ? undefined : startLive()), [look.isGuest]);
  useBridge(origins, look, canCome ? problem : "storage_refused", setName);
  return (
    <OutsideLinks>
      {keeps === null ? null : canCome ? (
        <MeetingDoor
          look={{ ...look, name: look.name ?? name }}
          onTrouble={(trouble) => setProblem(trouble?.code ?? null)}
        />
      ) : (
        <StorageRefused slug={look.slug} />
      )}
    </OutsideLinks>
  );
}
