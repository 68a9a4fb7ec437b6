"use client";
import { useEffect, useState } from "react";

/** The fragment with which the page was opened; it is taken out of the address bar at once. */
export function useFragment(): string {
  const [hash] = useState(() => location.hash);
  useEffect(() => {
    if (hash) history.replaceState(history.state, "", location.pathname);
  }, [hash]);
  return hash;
}
