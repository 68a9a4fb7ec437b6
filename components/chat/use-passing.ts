"use client";
import { useEffect, useState } from "react";

const SHOWN_MS = 5_000;

/** Words that are shown for 5 s. */
export function usePassing(): [string, (words: string) => void] {
  const [words, setWords] = useState("");
  useEffect(() => {
    if (!words) return;
    const over = setTimeout(() => setWords(""), SHOWN_MS);
    return () => clearTimeout(over);
  }, [words]);
  return [words, setWords];
}
