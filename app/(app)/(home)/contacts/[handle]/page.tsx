import type { Metadata } from "next";
import { PersonPage } from "@/components/people/person-page";

type Params = { params: Promise<{ handle: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: `@${decodeURIComponent((await params).handle)}` };
}

/** One person. */
export default async function ContactPage({ params }: Params) {
  return (
    <div className="mx-auto max-w-2xl">
      <PersonPage handle={decodeURIComponent((await params).handle)} />
    </div>
  );
}
