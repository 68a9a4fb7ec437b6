/** Everything that is kept of a person, for that person. */
export { exportAccount } from "./export-account";
/** Deletes an account, for an admin. */
export { removeAccount } from "./delete-account";
/** Deletes what is older than it is kept. */
export { retain } from "./retention";
export { keepingRouter } from "./router";
