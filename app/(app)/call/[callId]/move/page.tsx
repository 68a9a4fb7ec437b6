import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("handoff.page"))("title") };
}

/** The address at which a running call is taken over. It is drawn by the layout's frame, like the stage. */
export default async function MovePage({ params }: { params: Promise<{ callId: string }> }) {
  const callId = z.uuid().safeParse((await params).callId);
  if (!callId.success) notFound();
  return null;
}
