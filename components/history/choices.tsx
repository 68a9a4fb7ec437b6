"use client";
import { useId } from "react";

type ChoicesProps<Value extends string> = {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChoose: (value: Value) => void;
};

/** One of a few, all in sight; on a narrow screen the row can be pushed sideways. */
export function Choices<Value extends string>({ label, value, options, onChoose }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset className="relative -mx-1 flex min-w-0 max-w-full overflow-x-auto px-1 py-0.5 [scrollbar-width:none]">
      <legend className="sr-only">{label}</legend>
      <div className="flex gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-11 cursor-pointer select-none items-center whitespace-nowrap rounded-full border border-line bg-card px-3.5 font-medium text-muted text-sm transition-colors hover:text-ink has-checked:border-accent has-checked:bg-accent-wash has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
