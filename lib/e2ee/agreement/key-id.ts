import { ADVANCES, GENERATIONS } from "./limits";

/** The number by which a key goes in encrypted frames: 0 to 255. Generations 32 apart have the same. */
export const keyId = (generation: number, advance: number): number =>
  ADVANCES * (generation % GENERATIONS) + advance;
