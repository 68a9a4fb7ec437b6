/** Whether this browser can be woken at all. */
export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** The service worker's registration. Registering again is the same registration, so nobody has to have done it before. */
export const registration = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
