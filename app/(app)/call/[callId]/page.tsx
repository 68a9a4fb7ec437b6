import { notFound } from "next/navigation";
import { z } from "zod";
import { LateStage } from "@/components/stage/late-stage";

/** The stage of one call. */
export default async function CallPage({ params }: { params: Promise<{ callId: string }> }) {
  const callId = z.uuid().safeParse((await params).callId);
  if (!callId.success) notFound();
  return <LateStage callId={callId.data} />;
}
