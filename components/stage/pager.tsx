"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";

type PagerProps = { page: number; pages: number; onPage: (page: number) => void };

/** Leafs through the tiles. Nothing where all stand on one page. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const t = useTranslations("stage.pages");
  if (pages === 1) return null;
  return (
    <nav
      aria-label={t("label")}
      className="absolute inset-x-0 top-full z-10 mx-auto flex w-fit items-center text-white"
    >
      <IconButton
        tone="ghost"
        label={t("previous")}
        disabled={page === 0}
        className="text-white!"
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden="true" className="rtl:rotate-180" />
      </IconButton>
      <span role="status" className="min-w-12 text-center text-sm tabular-nums">
        <span className="sr-only">{t("spoken", { page: page + 1, pages })}</span>
        <span aria-hidden="true">
          {page + 1} / {pages}
        </span>
      </span>
      <IconButton
        tone="ghost"
        label={t("next")}
        disabled={page === pages - 1}
        className="text-white!"
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden="true" className="rtl:rotate-180" />
      </IconButton>
    </nav>
  );
}
