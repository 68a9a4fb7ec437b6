type Json = unknown;
const isObject = (value: Json): value is Record<string, Json> => typeof value === "object" && value !== null;

/** `isEncrypted` as the API says it: `is_encrypted`. */
export const toSnake = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The other way. */
export const toCamel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The same value with every name in it changed. */
export function renamed(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]));
}

/** A JSON Schema with its properties named as the API names them. */
export function renamedSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(renamedSchema);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => {
    if (key === "properties" && isObject(value))
      return [
        key,
        Object.fromEntries(Object.entries(value).map(([name, one]) => [toSnake(name), renamedSchema(one)])),
      ];
    if (key === "required" && Array.isArray(value)) return [key, value.map((name) => toSnake(String(name)))];
    if (key === "default") return [key, renamed(value, toSnake)];
    return [key, renamedSchema(value)];
  });
  return Object.fromEntries(entries);
}
