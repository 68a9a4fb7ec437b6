"use client";
import { useEffect, useState } from "react";
import {
  type ImageRefusal,
  keepImage,
  listImages,
  type OwnImage,
  removeImage,
} from "@/lib/media/effects/own-images";

type Shown = OwnImage & { address: string };

const listShown = async (): Promise<Shown[]> =>
  (await listImages()).map((image) => ({ ...image, address: URL.createObjectURL(image.blob) }));

/** The images that this browser keeps, and adding and removing one. `refusal`: why the last one was not kept. */
export function useOwnImages() {
  const [images, setImages] = useState<Shown[]>([]);
  const [refusal, setRefusal] = useState<ImageRefusal | null>(null);
  useEffect(() => void listShown().then(setImages), []);
  // An address that nothing shows any more keeps the image in memory.
  useEffect(
    () => () => {
      for (const { address } of images) URL.revokeObjectURL(address);
    },
    [images],
  );
  return {
    images,
    refusal,
    /** The id of the image that was kept; null where it was refused. */
    add: async (file: File): Promise<string | null> => {
      setRefusal(null);
      const kept = await keepImage(file);
      if (typeof kept === "string") {
        setRefusal(kept);
        return null;
      }
      setImages(await listShown());
      return kept.id;
    },
    remove: async (id: string): Promise<void> => {
      await removeImage(id);
      setImages(await listShown());
    },
  };
}
