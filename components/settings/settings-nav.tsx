"use client";
import { BellRing, Eye, FolderKey, KeyRound, ShieldCheck, UserRound, Video, Webhook } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { queries } from "@/lib/api/queries";
import { PlaceNav } from "@/components/home/place-nav";

const places = [
  { path: "/settings", name: "profile", Icon: UserRound },
  { path: "/settings/ringing", name: "ringing", Icon: BellRing },
  { path: "/settings/media", name: "media", Icon: Video },
  { path: "/settings/privacy", name: "privacy", Icon: Eye },
  { path: "/settings/tokens", name: "tokens", Icon: KeyRound },
  { path: "/settings/webhooks", name: "webhooks", Icon: Webhook },
  { path: "/settings/account", name: "account", Icon: FolderKey },
] as const;
/** For those who look after this Peal. */
const admin = { path: "/admin", name: "admin", Icon: ShieldCheck } as const;

/** The way between the pages of the settings. */
export function SettingsNav() {
  const t = useTranslations("settings.nav");
  const isAdmin = useQuery(queries.me).data?.isAdmin ?? false;
  const mine = isAdmin ? [...places, admin] : places;
  return <PlaceNav label={t("label")} places={mine.map((place) => ({ ...place, name: t(place.name) }))} />;
}
