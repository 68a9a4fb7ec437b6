import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReportList } from "@/components/admin/report-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("reports") };
}

/** What people report of others. */
export default function ReportsPage() {
  return <ReportList />;
}
