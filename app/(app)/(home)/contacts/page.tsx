import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/home/page-head";
import { ContactList } from "@/components/people/contact-list";
import { FindPeople } from "@/components/people/find-people";
import { GroupCallButton } from "@/components/people/group-call-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts"))("title") };
}

/** Finding people, requests, and everyone one knows. */
export default async function ContactsPage() {
  const t = await getTranslations("contacts");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("title")}>
        <GroupCallButton />
      </PageHead>
      <div className="mb-8">
        <FindPeople />
      </div>
      <ContactList />
    </div>
  );
}
