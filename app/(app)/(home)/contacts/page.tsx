import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LateAddressBookMenu } from "@/components/address-book/late-address-book-menu";
import { PageHead } from "@/components/home/page-head";
import { InviteButton } from "@/components/invite/invite-button";
import { ContactList } from "@/components/people/contact-list";
import { FindPeople } from "@/components/people/find-people";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts"))("title") };
}

/** Somebody to find, and that cards which were shared with Peal wait to be taken in. */
type Asked = { searchParams: Promise<{ find?: string | string[]; import?: string | string[] }> };

/** Finding people, requests, and everyone one knows. */
export default async function ContactsPage({ searchParams }: Asked) {
  const t = await getTranslations("contacts");
  const { find, import: isImport } = await searchParams;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("title")}>
        <div className="flex items-center gap-1">
          <InviteButton />
          <LateAddressBookMenu isShared={isImport !== undefined} />
        </div>
      </PageHead>
      <div className="mb-8">
        <FindPeople initial={typeof find === "string" ? find : ""} key={String(find)} />
      </div>
      <ContactList />
    </div>
  );
}
