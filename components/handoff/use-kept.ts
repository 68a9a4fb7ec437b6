"use client";
import { useState } from "react";

/** The last words that there were: what shows for ten seconds elsewhere stays readable where it is the matter of the screen. */
export function useKept(words: string): string {
  const [kept, keep] = useState(words);
  if (words && words !== kept) keep(words);
  return words || kept;
}
