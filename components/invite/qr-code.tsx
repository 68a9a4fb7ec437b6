"use client";
import { useEffect, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";

type Picture = { size: number; path: string };

const QUIET_MODULES = 4;

/** The dark modules of a text's QR code as one path of unit squares; the library comes when it is first needed. */
async function draw(text: string): Promise<Picture> {
  const { create } = await import("qrcode");
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const squares = Array.from(data, (isDark, at) =>
    isDark ? `M${(at % size) + QUIET_MODULES} ${Math.floor(at / size) + QUIET_MODULES}h1v1h-1z` : "",
  );
  return { size: size + 2 * QUIET_MODULES, path: squares.join("") };
}

/** A text as a QR code; always dark on white, as cameras want it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [picture, setPicture] = useState<Picture | null>(null);
  useEffect(() => {
    let isGone = false;
    // Without it there is still the link.
    draw(text).then(
      (drawn) => isGone || setPicture(drawn),
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [text]);
  if (!picture) return <Skeleton className="mx-auto size-48 rounded-md!" />;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${picture.size} ${picture.size}`}
      shapeRendering="crispEdges"
      className="mx-auto size-48 rounded-md bg-white ring-1 ring-line"
    >
      <path d={picture.path} className="fill-black" />
    </svg>
  );
}
