"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";

/** The menu of import and export, whose code comes after the page stands. */
export const LateAddressBookMenu = dynamic(
  () => import("./address-book-menu").then((module) => module.AddressBookMenu),
  {
    ssr: false,
    loading: () => (
      <span aria-hidden="true" className="inline-flex size-11 items-center justify-center text-muted">
        <Ellipsis className="size-5" />
      </span>
    ),
  },
);
