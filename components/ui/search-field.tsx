"use client";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "./icon-button";

const TYPED_MS = 250;

type SearchFieldProps = {
  label: string;
  hint: string;
  /** The name of the button that empties it. */
  clear: string;
  search: string;
  onSearch: (search: string) => void;
};

/** A field that searches while one types. */
export function SearchField({ label, hint, clear, search, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(search);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Emptied from outside, by "Show all calls".
  const [before, setBefore] = useState(search);
  if (before !== search) {
    setBefore(search);
    if (search === "") setTyped("");
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string, afterMs: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(text.trim()), afterMs);
  };
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-3.5 my-auto size-5 text-muted"
      />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={hint}
        value={typed}
        maxLength={100}
        onChange={(event) => type(event.target.value, TYPED_MS)}
        className="h-12 w-full rounded-md border border-edge bg-card pr-12 pl-11 text-base text-ink placeholder:text-muted hover:border-ink [&::-webkit-search-cancel-button]:hidden"
      />
      {typed && (
        <IconButton
          tone="ghost"
          label={clear}
          className="absolute inset-y-0 right-0.5 my-auto"
          onClick={() => {
            type("", 0);
            field.current?.focus();
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
