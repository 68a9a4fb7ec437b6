"use client";
import dynamic from "next/dynamic";

/** The form of a report, whose code comes when somebody wants it. */
export const LateReportDialog = dynamic(
  () => import("./report-dialog").then((module) => module.ReportDialog),
  { ssr: false },
);
