"use client";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useAttempt } from "@/components/problem/use-attempt";
import { api } from "@/lib/api/client";

const RATINGS = [1, 2, 3, 4, 5] as const;
type Rating = (typeof RATINGS)[number];

type RateCallProps = {
  callId: string;
  /** Whoever thinks about it is not hurried. */
  onBusy: (isBusy: boolean) => void;
};

/** How the call was, in one press from 1 to 5; it can be changed as long as this is shown. */
export function RateCall({ callId, onBusy }: RateCallProps) {
  const t = useTranslations("stage.rate");
  const name = useId();
  const { attempt } = useAttempt();
  const [given, give] = useState<Rating | null>(null);
  const [seen, see] = useState<Rating | null>(null);
  const rate = async (rating: Rating) => {
    const before = given;
    give(rating);
    if (!(await attempt(() => api.quality.rate.mutate({ callId, rating })))) give(before);
    onBusy(false);
  };
  return (
    <fieldset className="grid justify-items-center">
      <legend className="mx-auto text-center text-muted text-sm">
        {t(given === null ? "ask" : "thanks")}
      </legend>
      <div
        className="mt-1 flex"
        onPointerEnter={() => onBusy(true)}
        onPointerLeave={() => {
          see(null);
          onBusy(false);
        }}
      >
        {RATINGS.map((rating) => (
          <label
            key={rating}
            onPointerEnter={() => see(rating)}
            className="relative flex size-11 cursor-pointer items-center justify-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={given === rating}
              aria-label={t("stars", { rating })}
              onFocus={() => onBusy(true)}
              onBlur={() => onBusy(false)}
              onChange={() => void rate(rating)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <Star
              aria-hidden="true"
              className={`size-7 ${rating <= (seen ?? given ?? 0) ? "fill-accent text-accent" : "text-muted"}`}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
