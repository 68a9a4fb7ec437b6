import type { Metadata } from "next";
import { PersonPage } from "@/components/people/person-page";

type Params = { params: Promise<{ handle: string }> };

/** The handle in an address; one that is not encoded as addresses are is nobody's. */
function handleOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: `@${handleOf((await params).handle)}` };
}

/** One person. */
export default async function ContactPage({ params }: Params) {
  return (
    <div className="mx-auto max-w-2xl">
      <PersonPage handle={handleOf((await params).handle)} />
    </div>
  );
}
