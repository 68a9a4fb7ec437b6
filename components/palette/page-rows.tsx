"use client";
import { CalendarDays, History, House, MonitorSmartphone, Settings, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { isFound } from "@/lib/pure/fold-text";
import { Row, Rows } from "./row";

const pages = [
  { path: "/", name: "home", Icon: House },
  { path: "/contacts", name: "contacts", Icon: UsersRound },
  { path: "/meetings", name: "meetings", Icon: CalendarDays },
  { path: "/history", name: "history", Icon: History },
  { path: "/devices", name: "devices", Icon: MonitorSmartphone },
  { path: "/settings", name: "settings", Icon: Settings },
] as const;

/** The pages whose names a search finds. */
export function PageRows({ search, onClose }: { search: string; onClose: () => void }) {
  const t = useTranslations("palette");
  const nav = useTranslations("common.nav");
  const router = useRouter();
  const found = pages.filter(({ name }) => isFound(nav(name), search));
  if (found.length === 0) return null;
  return (
    <Rows heading={t("pages")}>
      {found.map(({ path, name, Icon }) => (
        <Row
          key={path}
          value={`page ${path}`}
          icon={<Icon aria-hidden="true" />}
          onSelect={() => {
            onClose();
            router.push(path);
          }}
        >
          {nav(name)}
        </Row>
      ))}
    </Rows>
  );
}
