"use client";
import { createContext } from "react";
import type { CallSecurity } from "@/lib/call/security-state";

/** How the running call is protected. */
export const SecurityContext = createContext<CallSecurity>(null);
