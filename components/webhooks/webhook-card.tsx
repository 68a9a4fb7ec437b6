"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { api } from "@/lib/api/client";
import type { Webhook } from "@/server/webhooks/contract";
import { DeliveryLog } from "./delivery-log";
import { FreshSecret } from "./fresh-secret";
import { useWebhookChange } from "./use-webhook-change";

/** One webhook: where it leads, whether it works, and what can be done with it. */
export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const t = useTranslations("webhooks");
  const { run, isBusy } = useWebhookChange();
  const [secret, setSecret] = useState<string | null>(null);
  const [isLogOpen, openLog] = useState(false);
  const [asks, ask] = useState<"remove" | "rotate" | null>(null);
  const { id: webhookId, url, types, disabledReason, failingSince } = webhook;
  const state = disabledReason ?? (failingSince === null ? "working" : "trying");
  const rotate = async () => {
    const made = await run(() => api.webhooks.rotate.mutate({ webhookId }));
    if (made) setSecret(made.secret);
  };
  const test = async () => {
    await run(() => api.webhooks.test.mutate({ webhookId }));
    openLog(true);
  };
  return (
    <li aria-label={url} className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 break-all font-medium text-sm">{url}</span>
        <Badge tone={state === "working" ? "ok" : state === "trying" ? "accent" : "alarm"}>
          {t(`states.${state}`)}
        </Badge>
      </div>
      <p className="break-words text-muted text-sm">{types.join(", ")}</p>
      {state !== "working" && <p className="text-pretty text-sm">{t(`stateTexts.${state}`)}</p>}
      <div className="flex flex-wrap gap-2">
        {disabledReason && (
          <Button
            tone="primary"
            isBusy={isBusy}
            onClick={() => run(() => api.webhooks.enable.mutate({ webhookId }))}
          >
            {t("enable")}
          </Button>
        )}
        {!disabledReason && (
          <Button isBusy={isBusy} onClick={test}>
            {t("test")}
          </Button>
        )}
        <Button tone="ghost" aria-expanded={isLogOpen} onClick={() => openLog(!isLogOpen)}>
          {t("log")}
        </Button>
        <Button tone="ghost" disabled={isBusy} onClick={() => ask("rotate")}>
          {t("rotate")}
        </Button>
        <Button tone="ghost" disabled={isBusy} onClick={() => ask("remove")}>
          {t("remove")}
        </Button>
      </div>
      {secret && <FreshSecret secret={secret} />}
      {isLogOpen && <DeliveryLog webhookId={webhookId} />}
      <ConfirmDialog
        isOpen={asks !== null}
        onClose={() => ask(null)}
        title={t(asks === "rotate" ? "rotateTitle" : "removeTitle")}
        text={t(asks === "rotate" ? "rotateText" : "removeText")}
        confirm={t(asks === "rotate" ? "rotate" : "remove")}
        cancel={t("cancel")}
        onConfirm={() =>
          asks === "rotate" ? rotate() : run(() => api.webhooks.remove.mutate({ webhookId }))
        }
      />
    </li>
  );
}
