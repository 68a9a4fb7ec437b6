import { api } from "@/lib/api/client";

let owner: string | undefined;

/** Whose pins count in this page. */
export function setOwner(userId: string): void {
  owner = userId;
}

/** Who is signed in here: whoever's identity was asked for, else as the server says. */
export async function ownerId(): Promise<string> {
  owner ??= (await api.account.me.query()).id;
  return owner;
}
