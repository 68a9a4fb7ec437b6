export { doctorRouter } from "./router";
