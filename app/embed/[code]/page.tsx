import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtDoor } from "@/app/look-at-door";
import { EmbeddedMeeting } from "@/components/embed/embedded-meeting";
import { EmbeddedProblem } from "@/components/embed/embedded-problem";
import { config } from "@/server/config";
import { SLUG } from "@/server/meetings/contract";

type Params = { params: Promise<{ code: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("door"))("title"), robots: { index: false } };
}

/** The same meeting as at `/abc-defg-hij`, for the pages of the sites that the operator names. */
export default async function EmbedPage({ params }: Params) {
  const { code } = await params;
  if (!SLUG.test(code)) notFound();
  const { PEAL_EMBED_ORIGINS: origins } = config();
  const look = await lookAtDoor(code);
  return "code" in look ? (
    <EmbeddedProblem problem={look} origins={origins} />
  ) : (
    <EmbeddedMeeting look={look} origins={origins} />
  );
}
