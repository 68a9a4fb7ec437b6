import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Invitation } from "@/components/invite/invitation";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invite"))("title") };
}

type Params = { params: Promise<{ token: string }> };

/** What somebody's invite link opens for one who is signed in; others sign up or in first and come back here. */
export default async function InvitePage({ params }: Params) {
  return (
    <div className="mx-auto max-w-2xl">
      <Invitation token={(await params).token} />
    </div>
  );
}
