"use client";
import { type RefObject, useEffect, useState } from "react";
import { type Box, contentBox, type Size } from "@/lib/ink/content-box";

/** Where the picture lies in the element around it: that of the video beside `element`, or a sheet of this size. Null before there is one. */
export function useContentBox(element: RefObject<HTMLElement | null>, sheet: Size | null): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const layer = element.current;
    const view = layer?.ownerDocument.defaultView;
    if (!layer || !view) return;
    const video = layer.parentElement?.querySelector("video");
    const look = () => {
      const outer = { width: layer.clientWidth, height: layer.clientHeight };
      const picture = sheet ?? { width: video?.videoWidth ?? 0, height: video?.videoHeight ?? 0 };
      const next = contentBox(outer, picture);
      setBox((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    // Of the window that shows it: it may be the small one.
    const observer = new view.ResizeObserver(look);
    observer.observe(layer);
    video?.addEventListener("resize", look);
    video?.addEventListener("loadedmetadata", look);
    look();
    return () => {
      observer.disconnect();
      video?.removeEventListener("resize", look);
      video?.removeEventListener("loadedmetadata", look);
    };
  }, [element, sheet]);
  return box;
}
