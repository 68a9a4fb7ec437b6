import { notFound } from "next/navigation";
import { z } from "zod";

/** The address of one call. The stage itself is drawn by the layout's frame, which outlives every page. */
export default async function CallPage({ params }: { params: Promise<{ callId: string }> }) {
  const callId = z.uuid().safeParse((await params).callId);
  if (!callId.success) notFound();
  return null;
}
