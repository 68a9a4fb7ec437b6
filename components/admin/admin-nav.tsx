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
import { useTranslations } from "next-intl";
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
  return <PlaceNav label={t("label")} places={places.map((place) => ({ ...place, name: t(place.name) }))} />;
}
