import type { Certificate } from "@/server/identity/contract";

/** This browser profile as a device of one person. The private keys cannot be read out of it, only used. */
export type KeptDevice = {
  userId: string;
  identity: CryptoKeyPair;
  identityKey: string;
  box: CryptoKeyPair;
  boxKey: string;
  boxSignature: string;
  /** The way to the person's root, checked; empty on the root and until the device is confirmed. */
  certificates: Certificate[];
  /** What the QR code on this device's screen carried: by it the device that scanned it is known. */
  secret: string | null;
  isPublished: boolean;
};

/** What one person's browser holds another one's root key to be. `ownerId` and `userId` are the same for one's own. */
export type Pin = {
  ownerId: string;
  userId: string;
  rootKey: string;
  /** The root key whose number was compared. */
  verifiedRootKey: string | null;
  /** Another root key that the server has told since. */
  offeredRootKey: string | null;
};

const NAME = "peal-identity";
let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("devices", { keyPath: "userId" });
      request.result.createObjectStore("pins", { keyPath: ["ownerId", "userId"] });
    });
    request.addEventListener("success", () => {
      const db = request.result;
      // Another tab wants a newer version, or the browser has closed it: the next use opens it anew.
      const forget = () => {
        opened = undefined;
      };
      db.addEventListener("versionchange", () => {
        db.close();
        forget();
      });
      db.addEventListener("close", forget);
      resolve(db);
    });
    request.addEventListener("error", () => {
      opened = undefined;
      reject(request.error ?? new Error("IndexedDB"));
    });
  });
  return opened;
}

type StoreName = "devices" | "pins";
type Key = string | [string, string];

/** Reads one row, and writes what `change` makes of it in the same transaction; undefined leaves it as it is. Resolves with the row as it is then. */
async function update<Row>(
  store: StoreName,
  key: Key,
  change: (row: Row | undefined) => Row | undefined,
): Promise<Row | undefined> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, "readwrite");
    const rows = transaction.objectStore(store);
    let result: Row | undefined;
    const read = rows.get(key);
    read.addEventListener("success", () => {
      const before = read.result as Row | undefined;
      const after = change(before);
      result = after ?? before;
      if (after !== undefined) rows.put(after);
    });
    transaction.addEventListener("complete", () => resolve(result));
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("IndexedDB")));
  });
}

async function readAll<Row>(store: StoreName): Promise<Row[]> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const read = db.transaction(store).objectStore(store).getAll();
    read.addEventListener("success", () => resolve(read.result as Row[]));
    read.addEventListener("error", () => reject(read.error ?? new Error("IndexedDB")));
  });
}

export const readDevice = (userId: string) => update<KeptDevice>("devices", userId, () => undefined);
export const updateDevice = (
  userId: string,
  change: (row: KeptDevice | undefined) => KeptDevice | undefined,
) => update("devices", userId, change);

export const readPin = (ownerId: string, userId: string) =>
  update<Pin>("pins", [ownerId, userId], () => undefined);
export const updatePin = (
  ownerId: string,
  userId: string,
  change: (row: Pin | undefined) => Pin | undefined,
) => update("pins", [ownerId, userId], change);
export const pinsOf = async (ownerId: string) =>
  (await readAll<Pin>("pins")).filter((pin) => pin.ownerId === ownerId);
