export { writeHistory } from "./on/call-ended";
export { listHistory, missedCounts } from "./queries";
export { historyRouter } from "./router";
