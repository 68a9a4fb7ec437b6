import { api } from "@/lib/api/client";
import type { Contact } from "@/server/contacts/contract";
import type { Card } from "./read-cards";
import { readVcardFile } from "./read-file";

/** An address book, and who of it has an account here. */
export type AddressBook = {
  /** People with an account who can be asked, each with the name that the file gives them. */
  here: { contact: Contact; cardName: string }[];
  /** How many are contacts already, were asked, or are blocked. */
  known: number;
  /** How many cards with an e-mail have no account here. */
  absent: number;
  /** How many cards have no e-mail. */
  without: number;
};

/** The most that the server takes at once. */
const EMAILS_AT_ONCE = 200;

async function matchAll(emails: string[]): Promise<Map<string, Contact>> {
  const contacts = new Map<string, Contact>();
  for (let at = 0; at < emails.length; at += EMAILS_AT_ONCE) {
    const matches = await api.contacts.match.mutate({ emails: emails.slice(at, at + EMAILS_AT_ONCE) });
    for (const { email, contact } of matches) contacts.set(email, contact);
  }
  return contacts;
}

function sort(cards: Card[], contacts: Map<string, Contact>): AddressBook {
  const book: AddressBook = { here: [], known: 0, absent: 0, without: 0 };
  const seen = new Set<string>();
  for (const { name, emails } of cards) {
    const contact = emails.map((email) => contacts.get(email)).find((one) => one !== undefined);
    if (emails.length === 0) book.without += 1;
    else if (!contact) book.absent += 1;
    else if (!seen.has(contact.id)) {
      seen.add(contact.id);
      if (contact.state === "none" || contact.state === "received")
        book.here.push({ contact, cardName: name });
      else book.known += 1;
    }
  }
  return book;
}

/**
 * Reads a vCard file in this browser and asks the server which of its e-mails have an account; nothing else of the file is sent,
 * and nobody is asked yet. Rejects as reading the file does, and with the server's refusal.
 */
export async function openAddressBook(file: Blob): Promise<AddressBook> {
  const cards = await readVcardFile(file);
  const emails = [...new Set(cards.flatMap((card) => card.emails))];
  return sort(cards, await matchAll(emails));
}
