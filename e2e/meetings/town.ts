import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { SMTPServer } from "smtp-server";
import { startApp } from "../../scripts/start/services.mjs";

/** An app that sends e-mail, with a database of its own, and the letters that came for people. */
export type MailTown = { url: string; lettersFor(email: string): string[]; stop(): Promise<void> };

/** Undoes soft line breaks and escapes of quoted-printable, as a reader of mail does. */
const plain = (source: string) =>
  source
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Starts both beside the stack that all plays share. */
export async function startMailTown(): Promise<MailTown> {
  const shared = JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>;
  const letters: { to: string[]; text: string }[] = [];
  const smtp = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, text: plain(Buffer.concat(chunks).toString()) });
        done();
      });
    },
  });
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
  const { port } = smtp.server.address() as AddressInfo;

  // Its own: a worker of the others would take its letters, and has nowhere to send them.
  const name = `mail_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = postgres(shared.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)}`;
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-mail-"));
  const env = {
    ...shared,
    NODE_ENV: "production" as const,
    PEAL_ROLES: "web,live,worker",
    PEAL_SMTP_URL: `smtp://127.0.0.1:${port}`,
    DATABASE_URL: (shared.DATABASE_URL ?? "").replace(/[^/]*$/, name),
  };
  const app = await startApp({ env, dataDir, name: "app-mail" });
  return {
    url: app.url,
    lettersFor: (email) => letters.filter(({ to }) => to.includes(email)).map(({ text }) => text),
    stop: async () => {
      await app.stop();
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
      await new Promise<void>((closed) => smtp.close(closed));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
