import common from "./common.json";
import contacts from "./contacts.json";
import devices from "./devices.json";
import e2ee from "./e2ee.json";
import emoji from "./emoji.json";
import groups from "./groups.json";
import handoff from "./handoff.json";
import history from "./history.json";
import home from "./home.json";
import identity from "./identity.json";
import invite from "./invite.json";
import live from "./live.json";
import notifications from "./notifications.json";
import palette from "./palette.json";
import presence from "./presence.json";
import problem from "./problem.json";
import pwa from "./pwa.json";
import ring from "./ring.json";
import security from "./security.json";
import settings from "./settings.json";
import signedOut from "./signedOut.json";
import stage from "./stage.json";

/** Every English word of the interface, one namespace for each room. */
export const en = {
  common,
  contacts,
  devices,
  e2ee,
  emoji,
  groups,
  handoff,
  history,
  home,
  identity,
  invite,
  live,
  notifications,
  palette,
  presence,
  problem,
  pwa,
  ring,
  security,
  settings,
  signedOut,
  stage,
};
