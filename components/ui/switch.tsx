import { type ReactNode, useId } from "react";

type SwitchProps = {
  label: ReactNode;
  text?: string;
  isOn: boolean;
  disabled?: boolean;
  onChange: (isOn: boolean) => void;
};

/** One thing that is on or off, with its name and what it means; the whole line is the target. */
export function Switch({ label, text, isOn, disabled, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center gap-4">
      <span className="min-w-0 flex-1">
        <label id={`${id}-label`} htmlFor={id} className="block cursor-pointer font-medium text-sm">
          {label}
        </label>
        {text && (
          <span id={`${id}-text`} className="block text-pretty text-muted text-sm">
            {text}
          </span>
        )}
      </span>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={text ? `${id}-text` : undefined}
        disabled={disabled}
        onClick={() => onChange(!isOn)}
        className="group relative flex h-11 w-14 shrink-0 items-center justify-center rounded-full"
      >
        <span
          aria-hidden="true"
          className="flex h-7 w-12 items-center rounded-full bg-edge px-0.5 transition-colors group-disabled:opacity-50 group-aria-checked:bg-answer"
        >
          <span className="size-6 rounded-full bg-white shadow-card transition-transform group-aria-checked:translate-x-5" />
        </span>
      </button>
    </div>
  );
}
