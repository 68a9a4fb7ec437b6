export { observing, type Observing } from "./observing";
