import { createTransport, type Transporter } from "nodemailer";
import { config } from "../config";
import { log } from "../telemetry";
import { inertLine } from "../../lib/pure/lines";
import { htmlOf, type Letter, textOf } from "./letter";

/** How long a mail server may take to be reached, to say hello, and to stay silent, in ms. */
const CONNECT_MS = 5_000;
const SILENT_MS = 10_000;
/** From here on an answer of SMTP is a no for good (RFC 5321, 4.2.1). */
const FOR_GOOD = 500;

/** Whether e-mail can be sent at all: where not, nobody is offered any. */
export const canSendMail = (): boolean => config().PEAL_SMTP_URL !== undefined;

let made: { url: string; transport: Transporter } | undefined;

function transport(): Transporter {
  const url = config().PEAL_SMTP_URL;
  if (!url) throw new Error("No e-mail is sent: PEAL_SMTP_URL is not set");
  if (made?.url !== url) {
    made = {
      url,
      transport: createTransport({
        url,
        // A password never goes out in clear text: a server that cannot encrypt is not given any.
        requireTLS: new URL(url).password !== "",
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: SILENT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    };
  }
  return made.transport;
}

/**
 * Hands one letter to the mail server. Throws where that may work another time; what the server refuses for good is noted in the log
 * and done with.
 */
export async function sendMail(letter: Letter): Promise<void> {
  const from = sender();
  try {
    await transport().sendMail({
      from,
      // As an object: a comma in an address does not make two of it.
      to: { name: "", address: inertLine(letter.to) },
      subject: inertLine(letter.subject),
      text: textOf(letter),
      html: htmlOf(letter),
      ...(letter.replyTo && { replyTo: { name: "", address: inertLine(letter.replyTo) } }),
      ...(letter.calendar && {
        icalEvent: {
          method: letter.calendar.method,
          filename: "meeting.ics",
          content: letter.calendar.file,
        },
      }),
      messageId: `<${letter.id}@${hostOf(from.address)}>`,
      // Nobody's "I am away" is to answer it (RFC 3834).
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (error) {
    const { responseCode = 0, command } = error as { responseCode?: number; command?: string };
    if (responseCode < FOR_GOOD) throw error;
    log.warn({ event: "mail_refused", status: responseCode, command });
  }
}

/** Whom letters are from: what is configured, else nobody at the server's own name. */
function sender(): { name: string; address: string } {
  const { PEAL_MAIL_FROM, PEAL_URL } = config();
  return { name: "Peal", address: PEAL_MAIL_FROM ?? `no-reply@${new URL(PEAL_URL).hostname}` };
}
const hostOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);
