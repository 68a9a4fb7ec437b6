/** Deletes what is older than it is kept. */
export { retain } from "./retention";
