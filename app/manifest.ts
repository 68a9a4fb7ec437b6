import type { MetadataRoute } from "next";
import { getTranslations } from "next-intl/server";

type Manifest = MetadataRoute.Manifest & { protocol_handlers: { protocol: string; url: string }[] };

/** Text, links and contact cards that other apps share (W3C Web Share Target). */
const shareTarget: Manifest["share_target"] = {
  action: "/share",
  method: "POST",
  enctype: "multipart/form-data",
  params: {
    title: "title",
    text: "text",
    url: "url",
    files: [{ name: "cards", accept: ["text/vcard", "text/x-vcard", "text/directory", ".vcf", ".vcard"] }],
  },
};

/** What a browser needs to install Peal as an app (W3C Web Application Manifest). */
export default async function manifest(): Promise<Manifest> {
  const t = await getTranslations("pwa");
  const icon = (size: number, purpose: "any" | "maskable") => ({
    src: `/icons/${purpose}-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  return {
    id: "/",
    name: "Peal",
    short_name: "Peal",
    description: t("description"),
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#131210",
    theme_color: "#131210",
    categories: ["communication", "social"],
    icons: [icon(192, "any"), icon(512, "any"), icon(192, "maskable"), icon(512, "maskable")],
    shortcuts: [
      { name: t("shortcutContacts"), url: "/contacts" },
      { name: t("shortcutHistory"), url: "/history" },
      { name: t("shortcutDevices"), url: "/devices" },
    ],
    share_target: shareTarget,
    protocol_handlers: [{ protocol: "web+peal", url: "/open?link=%s" }],
  };
}
