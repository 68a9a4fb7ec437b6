"use client";
import { BellRing, Eye, FolderKey, KeyRound, UserRound, Video, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
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

/** The way between the pages of the settings. */
export function SettingsNav() {
  const t = useTranslations("settings.nav");
  return <PlaceNav label={t("label")} places={places.map((place) => ({ ...place, name: t(place.name) }))} />;
}
