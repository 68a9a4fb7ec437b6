"use client";
import { Phone, UserRound, UsersRound, Video } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { useStartCall } from "@/components/people/call-buttons";
import type { Callable } from "./results";
import { Row, Rows } from "./row";

type CallableRowsProps = { heading: string; rows: Callable[]; onClose: () => void };

/** People or groups, each with a line for a call, one for a video call and one for its page. */
export function CallableRows({ heading, rows, onClose }: CallableRowsProps) {
  const t = useTranslations("palette");
  const router = useRouter();
  const { call } = useStartCall();
  if (rows.length === 0) return null;
  return (
    <Rows heading={heading}>
      {rows.map(({ kind, id, name, detail, path, callees }) => (
        <Fragment key={id}>
          {callees && (
            <Row
              value={`call ${id}`}
              icon={<Phone aria-hidden="true" />}
              detail={detail}
              onSelect={() => {
                onClose();
                void call({ ...callees, media: "audio" });
              }}
            >
              {t("call", { name })}
            </Row>
          )}
          {callees && (
            <Row
              value={`video ${id}`}
              icon={<Video aria-hidden="true" />}
              onSelect={() => {
                onClose();
                void call({ ...callees, media: "video" });
              }}
            >
              {t("video", { name })}
            </Row>
          )}
          <Row
            value={`open ${id}`}
            icon={kind === "group" ? <UsersRound aria-hidden="true" /> : <UserRound aria-hidden="true" />}
            onSelect={() => {
              onClose();
              router.push(path);
            }}
          >
            {t("open", { name })}
          </Row>
        </Fragment>
      ))}
    </Rows>
  );
}
