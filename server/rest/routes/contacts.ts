import { z } from "zod";
import { findInput, personInput } from "../../contacts/contract";
import { refuse } from "../../errors";
import { cut, pageInput, pageOf } from "../pages";
import { type Asked, route } from "../route";
import { contact } from "../shapes";

const listed = ["accepted", "received", "requested", "blocked"] as const;

async function allContacts({ api }: Asked) {
  const { contacts, received, requested, blocked } = await api.contacts.list();
  return [...contacts, ...received, ...requested, ...blocked];
}

async function contactOf(asked: Asked, personId: string) {
  const found = (await allContacts(asked)).find(({ id }) => id === personId);
  return found ?? refuse({ code: "not_found" });
}

const about = {
  tag: "contacts",
  scope: "contacts:write",
  input: personInput,
  output: contact,
  status: 200,
} as const;

export const contactRoutes = [
  route({
    method: "GET",
    path: "/contacts",
    id: "listContacts",
    tag: "contacts",
    summary: "Everybody you have to do with, your contacts first",
    scope: "contacts:read",
    input: pageInput.extend({ state: z.enum(listed).optional() }),
    output: pageOf(contact),
    status: 200,
    problems: [],
    run: async (asked, { state, ...page }) => {
      const all = await allContacts(asked);
      return cut(state ? all.filter((one) => one.state === state) : all, page);
    },
  }),
  route({
    method: "POST",
    path: "/contacts",
    id: "requestContact",
    tag: "contacts",
    summary: "Ask a person to be your contact",
    description:
      "By their whole handle or e-mail. Asking somebody who has asked you is to accept; asking twice is asking once.",
    scope: "contacts:write",
    input: findInput,
    output: contact,
    status: 201,
    problems: ["person_not_found", "is_yourself", "you_blocked_them"],
    run: async ({ api }, input) => {
      const { id } = await api.contacts.find(input);
      return await api.contacts.request({ personId: id });
    },
  }),
  route({
    ...about,
    method: "GET",
    path: "/contacts/{person_id}",
    id: "getContact",
    summary: "One of them",
    scope: "contacts:read",
    problems: ["not_found"],
    run: (asked, { personId }) => contactOf(asked, personId),
  }),
  route({
    ...about,
    method: "PATCH",
    path: "/contacts/{person_id}",
    id: "updateContact",
    summary: "Make a contact a favourite, or none",
    input: personInput.extend({ isFavourite: z.boolean() }),
    problems: ["person_not_found", "is_yourself"],
    run: ({ api }, input) => api.contacts.favourite(input),
  }),
  route({
    ...about,
    method: "POST",
    path: "/contacts/{person_id}/accept",
    id: "acceptContact",
    summary: "Accept a request",
    problems: ["person_not_found", "is_yourself"],
    run: ({ api }, input) => api.contacts.accept(input),
  }),
  route({
    ...about,
    method: "POST",
    path: "/contacts/{person_id}/block",
    id: "blockPerson",
    summary: "Block a person; they do not learn of it",
    problems: ["person_not_found", "is_yourself"],
    run: ({ api }, input) => api.contacts.block(input),
  }),
  route({
    ...about,
    method: "POST",
    path: "/contacts/{person_id}/unblock",
    id: "unblockPerson",
    summary: "Unblock a person",
    problems: ["person_not_found", "is_yourself"],
    run: ({ api }, input) => api.contacts.unblock(input),
  }),
  route({
    ...about,
    method: "DELETE",
    path: "/contacts/{person_id}",
    id: "removeContact",
    summary: "Remove a contact, or take a request back",
    output: null,
    status: 204,
    problems: ["person_not_found", "is_yourself"],
    run: ({ api }, input) => api.contacts.remove(input),
  }),
];
