"use client";
import {
  Activity,
  ChartLine,
  Flag,
  LayoutDashboard,
  ScrollText,
  SlidersHorizontal,
  Stethoscope,
  UsersRound,
} from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { queries } from "@/lib/api/queries";
import { PlaceNav } from "@/components/home/place-nav";

const places = [
  { path: "/admin", name: "overview", Icon: LayoutDashboard },
  { path: "/admin/users", name: "users", Icon: UsersRound },
  { path: "/admin/reports", name: "reports", Icon: Flag },
  { path: "/admin/live", name: "live", Icon: Activity },
  { path: "/admin/quality", name: "quality", Icon: ChartLine },
  { path: "/admin/doctor", name: "doctor", Icon: Stethoscope },
  { path: "/admin/settings", name: "settings", Icon: SlidersHorizontal },
  { path: "/admin/audit", name: "audit", Icon: ScrollText },
] as const;

/** The way between the pages of administration. */
export function AdminNav() {
  const t = useTranslations("admin.nav");
  const open = useQuery(queries.admin.overview).data?.openReports ?? 0;
  const badge = open > 0 && (
    <Badge tone="alarm">
      <span aria-hidden="true">{open}</span>
      <span className="sr-only">{t("openReports", { count: open })}</span>
    </Badge>
  );
  const named = places.map((place) => ({
    ...place,
    name: t(place.name),
    badge: place.name === "reports" && badge,
  }));
  return <PlaceNav label={t("label")} places={named} />;
}
