import { getRequestConfig } from "next-intl/server";
import { en } from "./en";

/** The language and words of a request. One language for now, so nothing in the address names it. */
export default getRequestConfig(async () => ({ locale: "en", messages: en, timeZone: "UTC" }));
