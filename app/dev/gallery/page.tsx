import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { Gallery } from "./gallery";

export const metadata = { title: "Gallery" };

/** Every state of every primitive, in development only. */
export default function GalleryPage() {
  if (process.env.NODE_ENV === "production") notFound();
  return (
    <NextIntlClientProvider>
      <Gallery />
    </NextIntlClientProvider>
  );
}
