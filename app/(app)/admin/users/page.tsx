import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UserList } from "@/components/admin/user-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("users") };
}

/** Who has an account, and what is done about them. */
export default function UsersPage() {
  return <UserList />;
}
