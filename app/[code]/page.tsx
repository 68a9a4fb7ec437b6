import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtDoor } from "@/app/look-at-door";
import { LinkProblem } from "@/components/precall/link-problem";
import { MeetingDoor } from "@/components/precall/meeting-door";
import { SLUG } from "@/server/meetings/contract";

type Params = { params: Promise<{ code: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("door"))("title"), robots: { index: false } };
}

/** The address of a meeting, `/abc-defg-hij`: the way in, and the meeting itself once somebody is. */
export default async function MeetingPage({ params }: Params) {
  const { code } = await params;
  if (!SLUG.test(code)) notFound();
  const look = await lookAtDoor(code);
  return "code" in look ? <LinkProblem problem={look} /> : <MeetingDoor look={look} />;
}
