import { type Stack, startStack } from "./stack";

/** Starts the services for all plays; their addresses reach the plays by environment. Returns how they end. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack: Stack = await startStack();
  process.env.PEAL_E2E_URL = stack.url;
  process.env.PEAL_E2E_QUICK_URL = stack.quickUrl;
  process.env.PEAL_E2E_SITE = stack.site;
  process.env.PEAL_E2E_RELAY = String(stack.hasRelay);
  process.env.PEAL_E2E_ENV = JSON.stringify(stack.env);
  return () => stack.stop();
}
