"use client";
import { useId, useState } from "react";

type ChoicesProps<Value extends string> = {
  label: string;
  values: readonly Value[];
  chosen: Value;
  words: (value: Value) => { title: string; text?: string };
  disabled?: boolean;
  onChoose: (value: Value) => void;
};

/** One of a few, each with its words on a line of its own. */
export function Choices<Value extends string>({
  label,
  values,
  chosen,
  words,
  disabled,
  onChoose,
}: ChoicesProps<Value>) {
  const name = useId();
  // A press shows at once, also where the answer to it takes a moment.
  const [pressed, press] = useState<Value | null>(null);
  const [seen, see] = useState(chosen);
  if (seen !== chosen) {
    see(chosen);
    press(null);
  }
  return (
    <fieldset disabled={disabled} className="grid gap-1">
      <legend className="sr-only">{label}</legend>
      {values.map((value) => {
        const { title, text } = words(value);
        return (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="radio"
              name={name}
              checked={(pressed ?? chosen) === value}
              onChange={() => {
                press(value);
                onChoose(value);
              }}
              className="mt-0.5 size-5 shrink-0 accent-accent-text outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium text-sm">{title}</span>
              {text && <span className="block text-pretty text-muted text-sm">{text}</span>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
