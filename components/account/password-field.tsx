"use client";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Field } from "@/components/ui/field";

/** A password whose characters can be shown. */
export function PasswordField(props: Omit<ComponentProps<typeof Field>, "label" | "type" | "trailing">) {
  const t = useTranslations("signedOut");
  const [isShown, setShown] = useState(false);
  return (
    <Field
      {...props}
      label={t("password")}
      type={isShown ? "text" : "password"}
      trailing={
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="h-9 rounded-sm px-3 font-medium text-accent-text text-sm hover:bg-accent-wash"
        >
          {isShown ? t("hide") : t("show")}
        </button>
      }
    />
  );
}
