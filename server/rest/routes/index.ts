import type { Route } from "../route";
import { authRoutes } from "./auth";
import { callRoutes } from "./calls";
import { contactRoutes } from "./contacts";
import { meetingRoutes } from "./meetings";
import { userRoutes } from "./users";

/** Every endpoint of the API. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...userRoutes,
  ...contactRoutes,
  ...callRoutes,
  ...meetingRoutes,
];
