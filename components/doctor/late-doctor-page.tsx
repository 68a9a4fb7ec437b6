"use client";
import dynamic from "next/dynamic";
import { NextIntlClientProvider, useMessages } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** The doctor, whose code and words no other page carries. */
export const LateDoctorPage = dynamic(
  async () => {
    const [{ DoctorPage }, doctor] = await Promise.all([
      import("./doctor-page"),
      import("@/messages/en/doctor.json"),
    ]);
    return function Doctor() {
      const messages = useMessages();
      return (
        <NextIntlClientProvider locale="en" messages={{ ...messages, doctor: doctor.default }}>
          <DoctorPage />
        </NextIntlClientProvider>
      );
    };
  },
  { ssr: false, loading: () => <Skeleton className="h-96 w-full" /> },
);
