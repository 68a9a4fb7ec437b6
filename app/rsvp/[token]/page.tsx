import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { Rsvp } from "@/components/meetings/rsvp";
import { Providers } from "@/components/providers";
import { BellMark } from "@/components/ui/bell-mark";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("rsvpAccept"), robots: { index: false } };
}

type Params = { params: Promise<{ token: string }> };

/** The answer to an invitation by e-mail, for whoever has the letter: no account is needed. */
export default async function RsvpPage({ params }: Params) {
  const { meetings, problem } = await getMessages();
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center px-5 py-10 pt-safe pb-safe">
      <BellMark className="mb-6 size-12" />
      <NextIntlClientProvider messages={{ meetings, problem }}>
        <Providers>
          <Rsvp token={(await params).token} />
        </Providers>
      </NextIntlClientProvider>
    </main>
  );
}
