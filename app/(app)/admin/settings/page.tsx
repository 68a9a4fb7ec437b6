import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminSettingsView } from "@/components/admin/settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("settings") };
}

/** What can be set while Peal runs, and with what it runs. */
export default function AdminSettingsPage() {
  return <AdminSettingsView />;
}
