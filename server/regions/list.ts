import { config } from "../config";
import type { RegionPlaces } from "./contract";

/** The regions that PEAL_SFU_NODES names; none where all is in one place, and nothing is to be chosen. */
export function listRegions(): string[] {
  const names = new Set(config().PEAL_SFU_NODES?.map(({ region }) => region));
  return names.size > 1 ? [...names] : [];
}

/** The same, with the addresses of their SFU nodes as browsers ask them (http). */
export function regionPlacesNow(): RegionPlaces {
  const nodes = config().PEAL_SFU_NODES ?? [];
  return listRegions().map((region) => ({
    region,
    urls: nodes
      .filter((node) => node.region === region)
      .map(({ publicUrl }) => publicUrl.replace(/^ws/, "http")),
  }));
}
