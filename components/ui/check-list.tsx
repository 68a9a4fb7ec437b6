import type { ReactNode } from "react";

type CheckListProps<Choice extends string> = {
  legend: ReactNode;
  choices: readonly Choice[];
  chosen: readonly Choice[];
  /** Gets what is chosen from now on, in the order of `choices`. */
  onChoose: (chosen: Choice[]) => void;
  children: (choice: Choice) => ReactNode;
};

/** Any of a few, each with a box to check. */
export function CheckList<Choice extends string>({
  legend,
  choices,
  chosen,
  onChoose,
  children,
}: CheckListProps<Choice>) {
  const toggled = (choice: Choice) =>
    choices.filter((one) => (one === choice ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      <div className="grid gap-x-5 sm:grid-cols-2">
        {choices.map((choice) => (
          <label
            key={choice}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={() => onChoose(toggled(choice))}
              className="size-5 shrink-0 accent-accent-text outline-none"
            />
            {children(choice)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
