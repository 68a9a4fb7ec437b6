import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RunningCalls } from "@/components/admin/running-calls";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("live") };
}

/** What runs now. */
export default function LivePage() {
  return <RunningCalls />;
}
