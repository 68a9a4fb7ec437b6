/** What the API says of itself. */
export { openApiDocument } from "./document";
/** A request to the REST API. */
export { handleRest } from "./handle";
