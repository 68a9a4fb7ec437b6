/** Where cards that another app shared wait for the page that takes them in, and that page. */
export const SHARED_CACHE = "peal-shared";
export const SHARED_CARDS = "/share/cards";
export const SHARED_IMPORT = "/contacts?import";
