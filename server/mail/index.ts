/** E-mail, where the server has an SMTP server to hand it to (`PEAL_SMTP_URL`). */
export { canSendMail, sendMail } from "./send";
export type { Letter } from "./letter";
