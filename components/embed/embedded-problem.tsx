"use client";
import { LinkProblem } from "@/components/precall/link-problem";
import type { Problem } from "@/server/errors/contract";
import { OutsideLinks } from "./outside-links";
import { useBridge } from "./use-bridge";

/** Inside another site's page, in place of a meeting whose address leads nowhere. */
export function EmbeddedProblem({ problem, origins }: { problem: Problem; origins: readonly string[] }) {
  useBridge(origins, null, problem.code, () => {});
  return (
    <OutsideLinks>
      <LinkProblem problem={problem} />
    </OutsideLinks>
  );
}
