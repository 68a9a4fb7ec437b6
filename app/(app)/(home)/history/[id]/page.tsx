import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PastCall } from "@/components/history/past-call";

type Params = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("history"))("detailTitle") };
}

/** One call of the past. */
export default async function PastCallPage({ params }: Params) {
  return (
    <div className="mx-auto max-w-2xl">
      <PastCall id={(await params).id} />
    </div>
  );
}
