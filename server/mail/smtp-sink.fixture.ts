import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeEach } from "vitest";
import { config } from "../config";

export type Mail = { to: string[]; source: string };

/** A mail server that keeps what it gets; this file's e-mail goes there. Set `refuse` to have it say no. */
export async function smtpSink() {
  const mails: Mail[] = [];
  const sink = { mails, refuse: null as { responseCode: number } | null, tries: 0, url: "" };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => {
      sink.tries++;
      done(sink.refuse ? Object.assign(new Error("no"), sink.refuse) : undefined);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, source: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  afterAll(() => new Promise<void>((closed) => server.close(closed)));
  const settings = config() as { PEAL_SMTP_URL?: string };
  beforeEach(() => {
    settings.PEAL_SMTP_URL = sink.url;
    sink.refuse = null;
  });
  return sink;
}

/** Undoes soft line breaks and escapes of quoted-printable, as a reader of mail does. */
export const plain = (source: string): string => {
  const bytes = source
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};
export const headersOf = ({ source }: Mail): string => source.slice(0, source.indexOf("\r\n\r\n"));

/** The parts of a letter by kind, decoded. A kind that comes twice has the first. */
export function partsOf({ source }: Mail): Map<string, { head: string; body: string }> {
  const parts = new Map<string, { head: string; body: string }>();
  for (const piece of source.split(/\r\n--[^\r\n]+\r\n/)) {
    const end = piece.indexOf("\r\n\r\n");
    const head = piece.slice(0, end);
    const kind = /^content-type: ([\w/]+)/im.exec(head)?.[1];
    if (!kind || parts.has(kind)) continue;
    const raw = piece.slice(end + 4).replace(/\r\n--[^\r\n]+--\r\n[^]*$/, "");
    const isBase64 = /^content-transfer-encoding: base64/im.test(head);
    const isQuoted = /^content-transfer-encoding: quoted-printable/im.test(head);
    parts.set(kind, {
      head,
      body: isBase64 ? Buffer.from(raw, "base64").toString("utf8") : isQuoted ? plain(raw) : raw,
    });
  }
  return parts;
}
