/** Where media is, and how far people are from there. */
export { listRegions, regionPlacesNow } from "./list";
export { meanRoundTrips, nearestFirst, type Traveller } from "./nearest";
export { purgeRoundTrips } from "./purge";
export { regionsRouter } from "./router";
