"use client";
import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { api } from "@/lib/api/client";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { checkRelay, type RelayFinding } from "@/lib/media/check-relay";
import { type ConnectionProtocol, connectionProtocols } from "@/server/relay/contract";

type Findings = Partial<Record<ConnectionProtocol, RelayFinding>>;

/** The ways by which a call gets through this network when it cannot go straight: the relay over UDP, TCP and TLS, each tried. */
export function NetworkCheck() {
  const [turn, setTurn] = useState(0);
  return <Try key={turn} onAgain={() => setTurn(turn + 1)} />;
}

function Try({ onAgain }: { onAgain: () => void }) {
  const t = useTranslations("check");
  const words = useProblemWords();
  const [findings, setFindings] = useState<Findings>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    let isOver = false;
    const tell = (part: Findings) => {
      if (!isOver) setFindings((known) => ({ ...known, ...part }));
    };
    const check = async () => {
      const { iceServers } = await api.relay.iceServers.query();
      await Promise.all(
        connectionProtocols.map(async (way) => tell({ [way]: await checkRelay(iceServers, way) })),
      );
    };
    check().catch((error: unknown) => !isOver && setTrouble(problemOf(error)));
    return () => {
      isOver = true;
    };
  }, []);
  const isBusy = !trouble && connectionProtocols.some((way) => !findings[way]);
  return (
    <>
      <ul className="grid gap-1">
        {connectionProtocols.map((way) => (
          <Way key={way} way={way} finding={findings[way] ?? null} isOver={trouble !== null} />
        ))}
      </ul>
      <p role="status" className="text-pretty text-sm">
        {trouble ? words(trouble) : isBusy ? t("checking") : t(`verdict.${verdictOf(findings)}`)}
      </p>
      <Button className="justify-self-start" disabled={isBusy} onClick={onAgain}>
        {t("checkAgain")}
      </Button>
    </>
  );
}

/** What the findings mean for a call. */
function verdictOf({ udp, tcp, tls }: Findings): "good" | "slow" | "blocked" | "absent" {
  if (udp?.state === "works") return "good";
  if (tcp?.state === "works" || tls?.state === "works") return "slow";
  return [udp, tcp, tls].every((one) => one?.state === "absent") ? "absent" : "blocked";
}

type WayProps = { way: ConnectionProtocol; finding: RelayFinding | null; isOver: boolean };

function Way({ way, finding, isOver }: WayProps) {
  const t = useTranslations("check");
  const isGood = finding?.state === "works";
  return (
    <li aria-label={t(`ways.${way}`)} className="flex min-h-10 items-center gap-3 text-sm [&_svg]:size-5">
      {!finding && (isOver ? <CircleDashed aria-hidden="true" className="text-muted" /> : <Spinner />)}
      {isGood && <CircleCheck aria-hidden="true" className="text-ok-text" />}
      {finding?.state === "absent" && <CircleDashed aria-hidden="true" className="text-muted" />}
      {finding && !isGood && finding.state !== "absent" && (
        <CircleX aria-hidden="true" className="text-end-text" />
      )}
      <span className="flex-1 font-medium">{t(`ways.${way}`)}</span>
      <span className="text-muted">
        {finding && t(`findings.${finding.state}`, { ms: isGood ? Math.round(finding.ms) : 0 })}
      </span>
    </li>
  );
}
