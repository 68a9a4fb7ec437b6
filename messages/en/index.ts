import common from "./common.json";
import contacts from "./contacts.json";
import devices from "./devices.json";
import history from "./history.json";
import home from "./home.json";
import live from "./live.json";
import notifications from "./notifications.json";
import presence from "./presence.json";
import problem from "./problem.json";
import pwa from "./pwa.json";
import ring from "./ring.json";
import settings from "./settings.json";
import signedOut from "./signedOut.json";
import stage from "./stage.json";

/** Every English word of the interface, one namespace for each room. */
export const en = {
  common,
  contacts,
  devices,
  history,
  home,
  live,
  notifications,
  presence,
  problem,
  pwa,
  ring,
  settings,
  signedOut,
  stage,
};
