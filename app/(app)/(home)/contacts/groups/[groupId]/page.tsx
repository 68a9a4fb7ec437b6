import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { GroupPage } from "@/components/groups/group-page";

type Params = { params: Promise<{ groupId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("groups"))("one") };
}

/** One group. */
export default async function ContactGroupPage({ params }: Params) {
  const { groupId } = await params;
  if (!/^[\da-f-]{36}$/i.test(groupId)) notFound();
  return (
    <div className="mx-auto max-w-2xl">
      <GroupPage groupId={groupId} />
    </div>
  );
}
