import { type ComponentProps, useId } from "react";

type SelectFieldProps = Omit<ComponentProps<"select">, "id" | "className" | "onChange"> & {
  label: string;
  onChoose: (value: string) => void;
};

/** A labelled choice of one among several; its options are the children. */
export function SelectField({ label, onChoose, children, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {label}
      </label>
      <select
        {...select}
        id={id}
        onChange={(event) => onChoose(event.target.value)}
        className="h-12 w-full rounded-md border border-edge bg-card px-3.5 text-base text-ink hover:border-ink"
      >
        {children}
      </select>
    </>
  );
}
