import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/caller";
import { LinkProblem } from "@/components/precall/link-problem";
import { MeetingDoor } from "@/components/precall/meeting-door";
import { SLUG } from "@/server/meetings/contract";
import { problemOf } from "@/server/errors";

type Params = { params: Promise<{ code: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("door"))("title"), robots: { index: false } };
}

/** The address of a meeting, `/abc-defg-hij`: the way in, and the meeting itself once somebody is. */
export default async function MeetingPage({ params }: Params) {
  const { code } = await params;
  if (!SLUG.test(code)) notFound();
  const look = await lookAt(code);
  return "code" in look ? <LinkProblem problem={look} /> : <MeetingDoor look={look} />;
}

async function lookAt(slug: string) {
  try {
    return await (await caller()).door.look({ slug });
  } catch (error) {
    const problem = problemOf(error instanceof Error ? (error.cause ?? error) : error);
    if (!problem) throw error;
    return problem;
  }
}
