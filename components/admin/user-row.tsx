"use client";
import { useQuery } from "@tanstack/react-query";
import { Ban, ShieldCheck, ShieldOff, Trash2, Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/dialog";
import { ListRow } from "@/components/ui/list-row";
import { LocalTime } from "@/components/ui/local-time";
import { Menu, MenuItem } from "@/components/ui/menu";
import { queries } from "@/lib/api/queries";
import type { AdminUser } from "@/server/admin/contract";
import { useBytes } from "./use-bytes";
import { type UserAct, useUserActs } from "./use-user-acts";

const icons = { suspend: Ban, lift: Undo2, makeAdmin: ShieldCheck, takeAdmin: ShieldOff, endAccount: Trash2 };

/** What can be done about somebody; of oneself only what the settings have not. */
const actsOn = ({ isAdmin, isSuspended }: AdminUser, isMe: boolean): UserAct[] => [
  ...(isMe ? [] : [isSuspended ? ("lift" as const) : ("suspend" as const)]),
  isAdmin ? "takeAdmin" : "makeAdmin",
  ...(isMe ? [] : ["endAccount" as const]),
];

/** One account, how it stands, and what can be done about it. */
export function UserRow({ item: user }: { item: AdminUser }) {
  const t = useTranslations("admin.users");
  const cancel = useTranslations("admin")("cancel");
  const format = useFormatter();
  const bytes = useBytes();
  const run = useUserActs();
  const { data: me } = useQuery(queries.me);
  const [asking, setAsking] = useState<UserAct | null>(null);
  const [last, setLast] = useState<UserAct>("suspend");
  const { name, joinedAt, lastSeenAt } = user;
  const day = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeZone: undefined });
  const asked = asking ?? last;
  return (
    <ListRow
      name={name}
      leading={<Avatar person={user} />}
      title={
        <>
          <span className="truncate">{name}</span>
          {user.isAdmin && <Badge tone="accent">{t("admin")}</Badge>}
          {user.isSuspended && <Badge tone="alarm">{t("suspended")}</Badge>}
        </>
      }
      detail={
        <div className="min-w-0">
          <p className="truncate">
            @{user.handle} · {user.email}
          </p>
          <p>
            <LocalTime at={joinedAt} words={(at) => t("joined", { when: day(at) })} />
            {", "}
            {lastSeenAt === null ? (
              t("never")
            ) : (
              <LocalTime at={lastSeenAt} words={(at) => t("seen", { when: day(at) })} />
            )}
            {", "}
            {t("devices", { count: user.devices })}
            {user.storedBytes > 0 && `, ${bytes(user.storedBytes)}`}
          </p>
        </div>
      }
      actions={
        <>
          <Menu label={t("more", { name })}>
            {actsOn(user, me?.id === user.id).map((act) => {
              const Icon = icons[act];
              return (
                <MenuItem
                  key={act}
                  icon={<Icon aria-hidden="true" />}
                  isHarmful={act === "suspend" || act === "endAccount"}
                  onSelect={() => {
                    setAsking(act);
                    setLast(act);
                  }}
                >
                  {t(`acts.${act}`)}
                </MenuItem>
              );
            })}
          </Menu>
          <ConfirmDialog
            isOpen={asking !== null}
            onClose={() => setAsking(null)}
            title={t(`asks.${asked}.title`, { name })}
            text={t(`asks.${asked}.text`)}
            confirm={t(`acts.${asked}`)}
            cancel={cancel}
            onConfirm={() => void run(asked, user)}
          />
        </>
      }
    />
  );
}
