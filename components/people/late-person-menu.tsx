"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";

/** The menu of a contact, whose code comes after the page stands: nobody needs it in the first second. */
export const LatePersonMenu = dynamic(() => import("./person-menu").then((module) => module.PersonMenu), {
  ssr: false,
  loading: () => (
    <span aria-hidden="true" className="inline-flex size-11 items-center justify-center text-muted">
      <Ellipsis className="size-5" />
    </span>
  ),
});
