import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import HomeLayout from "@/app/(app)/(home)/layout";
import { caller } from "@/app/caller";
import { AdminNav } from "@/components/admin/admin-nav";
import { AdminWords } from "@/components/admin/admin-words";
import { PageHead } from "@/components/home/page-head";

/**
 * The frame of administration. Whoever is no admin finds what stands at any address that leads nowhere; the procedures behind the pages
 * ask for themselves.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { isAdmin } = await (await caller()).account.me();
  if (!isAdmin) notFound();
  const t = await getTranslations("admin");
  const { admin } = await getMessages();
  return (
    <AdminWords admin={admin}>
      <HomeLayout>
        <PageHead title={t("title")} />
        <div className="lg:grid lg:grid-cols-[12rem_minmax(0,1fr)] lg:items-start lg:gap-8">
          <AdminNav />
          <div className="min-w-0">{children}</div>
        </div>
      </HomeLayout>
    </AdminWords>
  );
}
