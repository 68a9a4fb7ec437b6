"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { codeIn } from "@/lib/pure/meeting-code";

/** The way into a meeting whose code or link somebody told. */
export function JoinCode() {
  const t = useTranslations("meetings");
  const router = useRouter();
  const [typed, type] = useState("");
  const [isWrong, setWrong] = useState(false);

  function join(event: FormEvent) {
    event.preventDefault();
    const code = codeIn(typed);
    setWrong(!code);
    if (code) router.push(`/${code.slug}${code.fragment}`);
  }

  return (
    <form onSubmit={join} className="flex items-end gap-2">
      <Field
        className="min-w-0 flex-1"
        label={t("joinCode")}
        placeholder={t("joinCodeHint")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={400}
        value={typed}
        error={isWrong ? t("joinCodeWrong") : null}
        onChange={(event) => {
          type(event.target.value);
          setWrong(false);
        }}
      />
      <Button type="submit" size="lg" className={isWrong ? "mb-6.5" : ""}>
        {t("join")}
      </Button>
    </form>
  );
}
