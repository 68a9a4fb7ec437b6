import { z } from "zod";
import { signUpInput } from "../../auth/contract";
import { logIn, refresh } from "../../tokens";
import { issued, logInInput, refreshInput } from "../../tokens/contract";
import { openRoute } from "../route";

export const authRoutes = [
  openRoute({
    method: "POST",
    path: "/auth/register",
    id: "register",
    tag: "auth",
    summary: "Make an account",
    description: "Log in afterwards.",
    input: signUpInput,
    output: z.object({ userId: z.uuid() }),
    status: 201,
    problems: ["email_taken", "handle_taken", "sign_up_closed", "sign_up_invited_only"],
    run: ({ api }, input) => api.account.signUp(input),
  }),
  openRoute({
    method: "POST",
    path: "/auth/login",
    id: "login",
    tag: "auth",
    summary: "Get a pair of tokens for e-mail and password",
    description:
      "The program gets a device of its own, which the person sees among theirs and can sign out. The access token is good for 15 minutes, the refresh token for 30 days.",
    input: logInInput,
    output: issued,
    status: 200,
    problems: ["wrong_credentials", "account_suspended"],
    run: ({ db, address }, input) => logIn(db, input, address),
  }),
  openRoute({
    method: "POST",
    path: "/auth/refresh",
    id: "refresh",
    tag: "auth",
    summary: "Exchange a refresh token for a new pair",
    description:
      "Each refresh token is good once. One that comes a second time ends the whole log-in, its newest tokens too: somebody else has it.",
    input: refreshInput,
    output: issued,
    status: 200,
    problems: ["not_signed_in"],
    run: ({ db }, input) => refresh(db, input),
  }),
];
