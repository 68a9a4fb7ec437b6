import * as z from "zod/mini";

/** What did not answer by then is farther than anything that does, in ms. */
export const FARTHEST_MS = 1_000;

/** Where media can be, and what a browser asks there to learn how far that is: addresses (http), any of which stands for the region. */
export const regionPlaces = z.array(z.object({ region: z.string(), urls: z.array(z.string()) }));
export type RegionPlaces = z.output<typeof regionPlaces>;

/** Of each region that answered a device: from the question to the answer, in ms. */
export const roundTripsInput = z.object({
  roundTrips: z
    .array(
      z.object({
        region: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)),
        ms: z.int().check(z.minimum(0), z.maximum(FARTHEST_MS)),
      }),
    )
    .check(z.maxLength(64)),
});
export type RoundTripsInput = z.output<typeof roundTripsInput>;
