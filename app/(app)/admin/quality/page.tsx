import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LateQuality } from "@/components/admin/late-quality";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("quality") };
}

/** How calls went. */
export default function QualityPage() {
  return <LateQuality />;
}
