/** JSON Schema 2020-12, as far as this API uses it. */
export type Schema = {
  type?: string | string[];
  enum?: (string | number)[];
  const?: string;
  format?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  default?: unknown;
  $ref?: string;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
};
export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
  description?: string;
};
type Content = Record<string, { schema: Schema }>;
export type Answer = {
  description: string;
  content?: Content;
  headers?: Record<string, unknown>;
  /** The codes of the problems that are answered so. */
  "x-problems"?: string[];
};
export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: { bearer?: string[] }[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Answer>;
};
/** A document of OpenAPI 3.1, as far as this API has one. */
export type OpenApi = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, unknown>;
};
