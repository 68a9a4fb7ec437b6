"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useStore } from "@/components/use-store";
import { queries } from "@/lib/api/queries";
import { callSession } from "@/lib/call/session";
import { liveState } from "@/lib/live/live-store";
import { dismissInstall, install, installWay, watchInstall } from "@/lib/pwa/install";
import { startWorker, takeUpdate, waitingUpdate } from "@/lib/pwa/worker";
import { useOfflineCopy } from "./use-offline-copy";

/** Peal as an app: its worker, the word about a new version, and the offer to install it once somebody has talked. */
export function Pwa() {
  const t = useTranslations("pwa");
  const hasUpdate = useStore(waitingUpdate) !== null;
  const way = useStore(installWay);
  const { phase } = useStore(callSession);
  const live = useStore(liveState);
  const isFree = phase === "idle" && !live?.incoming.length && !live?.call?.admissionId;
  const { data: recent } = useQuery({ ...queries.recent, enabled: false });
  const hasTalked = recent?.entries.some((entry) => entry.status === "completed") ?? false;
  useOfflineCopy();
  useEffect(() => {
    watchInstall();
    void startWorker().catch(() => {});
  }, []);
  if (!isFree) return null;
  if (hasUpdate) {
    return (
      <div className="mb-6">
        <Banner
          icon={<RefreshCw />}
          action={
            <Button size="sm" tone="primary" onClick={takeUpdate}>
              {t("update")}
            </Button>
          }
        >
          {t("updateReady")}
        </Banner>
      </div>
    );
  }
  if (way === "none" || !hasTalked) return null;
  return (
    <div className="mb-6">
      <Banner
        icon={<Download />}
        action={
          <div className="flex gap-2">
            <Button size="sm" tone="ghost" onClick={dismissInstall}>
              {t("notNow")}
            </Button>
            {way === "question" && (
              <Button size="sm" tone="primary" onClick={() => void install()}>
                {t("install")}
              </Button>
            )}
          </div>
        }
      >
        {t(way === "question" ? "installOffer" : "installByHand")}
      </Banner>
    </div>
  );
}
