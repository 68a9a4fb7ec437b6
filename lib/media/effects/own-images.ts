/** Why an image cannot be a background. */
export type ImageRefusal = "too_large" | "not_an_image" | "too_many" | "no_room";
/** An image of one's own that is kept in this browser. */
export type OwnImage = { id: string; blob: Blob };

/** What a file may have; a photograph of a telephone has a tenth. */
export const MOST_BYTES = 30_000_000;
export const MOST_IMAGES = 8;
const [WIDTH, HEIGHT] = [1280, 720];
const [DATABASE, IMAGES] = ["peal-backgrounds", "images"];

/**
 * Keeps an image in this browser, and nowhere else, as small as a background needs it. Answers why it cannot: it is too large, not an
 * image, one too many, or the browser has no room.
 */
export async function keepImage(file: File): Promise<OwnImage | ImageRefusal> {
  if (file.size > MOST_BYTES) return "too_large";
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return "not_an_image";
  const blob = await shrink(picture).finally(() => picture.close());
  if ((await listImages()).length >= MOST_IMAGES) return "too_many";
  const image = { id: crypto.randomUUID(), blob };
  const isKept = await inStore("readwrite", (store) => store.add(image))
    .then(() => true)
    .catch(() => false);
  return isKept ? image : "no_room";
}

/** The images that are kept here; none where the browser keeps nothing. */
export const listImages = async (): Promise<OwnImage[]> =>
  await inStore<OwnImage[]>("readonly", (store) => store.getAll()).catch(() => []);

export async function removeImage(id: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(id)).catch(() => {});
}

/** Opens one; null where it is gone. */
export async function openImage(id: string): Promise<ImageBitmap | null> {
  const found = await inStore<OwnImage | undefined>("readonly", (store) => store.get(id)).catch(
    () => undefined,
  );
  return found ? await createImageBitmap(found.blob).catch(() => null) : null;
}

/** No larger than a picture of 720 lines, and without what a camera writes beside it (place, time). */
async function shrink(picture: ImageBitmap): Promise<Blob> {
  const scale = Math.min(1, Math.max(WIDTH / picture.width, HEIGHT / picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.addEventListener("upgradeneeded", () =>
      opening.result.createObjectStore(IMAGES, { keyPath: "id" }),
    );
    opening.addEventListener("success", () => resolve(opening.result));
    opening.addEventListener("error", () => reject(opening.error ?? new Error("the browser keeps nothing")));
  });
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result> | IDBRequest,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(IMAGES, mode);
      const request = act(transaction.objectStore(IMAGES));
      transaction.addEventListener("complete", () => resolve(request.result as Result));
      // A full disk aborts without an error of the request.
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("not kept")));
    });
  } finally {
    database.close();
  }
}
