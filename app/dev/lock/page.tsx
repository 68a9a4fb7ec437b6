import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { LockStates } from "./lock-states";

export const metadata = { title: "Lock" };

/** Every state of the lock of a call, in development only; `?state=` draws one alone. */
export default async function LockPage({ searchParams }: { searchParams: Promise<{ state?: string }> }) {
  if (process.env.NODE_ENV === "production") notFound();
  const { state } = await searchParams;
  return (
    <NextIntlClientProvider>
      <LockStates only={state} />
    </NextIntlClientProvider>
  );
}
