import { type APIRequestContext, request } from "@playwright/test";
import { Api } from "../e2e/api";

/** A signed-in browser profile without a browser. */
export type Profile = {
  id: string;
  name: string;
  handle: string;
  email: string;
  password: string;
  api: Api;
  /** Its Cookie header, for plain requests. */
  cookie: string;
  context: APIRequestContext;
};

/** Signs somebody in on a profile of their own. */
export async function signIn(
  url: string,
  who: Omit<Profile, "api" | "cookie" | "context">,
): Promise<Profile> {
  const context = await request.newContext();
  const api = new Api(context, url);
  await api.signIn(who.email, who.password);
  const { cookies } = await context.storageState();
  return { ...who, api, context, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

/** Signs a new person up, and in. */
export async function signUp(url: string, name: string): Promise<Profile> {
  const handle = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}`;
  const who = { name, handle, email: `${handle}@example.test`, password: `a password of ${name}` };
  const context = await request.newContext();
  const { userId } = await new Api(context, url).signUp(who);
  await context.dispose();
  return signIn(url, { ...who, id: userId });
}

/** Two people who are contacts. */
export async function twoPeople(url: string): Promise<[Profile, Profile]> {
  const ana = await signUp(url, "Ana");
  const bo = await signUp(url, "Bo");
  await ana.api.requestContact(bo.id);
  await bo.api.acceptContact(ana.id);
  return [ana, bo];
}
