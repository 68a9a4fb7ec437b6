import admin from "./admin.json";
import chat from "./chat.json";
import check from "./check.json";
import common from "./common.json";
import contacts from "./contacts.json";
import developers from "./developers.json";
import devices from "./devices.json";
import doctor from "./doctor.json";
import door from "./door.json";
import e2ee from "./e2ee.json";
import effects from "./effects.json";
import embed from "./embed.json";
import emoji from "./emoji.json";
import groups from "./groups.json";
import handoff from "./handoff.json";
import history from "./history.json";
import home from "./home.json";
import hosts from "./hosts.json";
import identity from "./identity.json";
import ink from "./ink.json";
import invite from "./invite.json";
import live from "./live.json";
import mediaQuality from "./mediaQuality.json";
import meetings from "./meetings.json";
import notifications from "./notifications.json";
import pad from "./pad.json";
import palette from "./palette.json";
import presence from "./presence.json";
import problem from "./problem.json";
import pwa from "./pwa.json";
import quality from "./quality.json";
import questions from "./questions.json";
import report from "./report.json";
import ring from "./ring.json";
import security from "./security.json";
import settings from "./settings.json";
import signedOut from "./signedOut.json";
import stage from "./stage.json";
import tokens from "./tokens.json";
import webhooks from "./webhooks.json";

/** Every English word of the interface, one namespace for each room. */
export const en = {
  admin,
  chat,
  check,
  common,
  contacts,
  developers,
  devices,
  doctor,
  door,
  e2ee,
  effects,
  embed,
  emoji,
  groups,
  handoff,
  history,
  home,
  hosts,
  identity,
  ink,
  invite,
  live,
  mediaQuality,
  meetings,
  notifications,
  pad,
  palette,
  presence,
  problem,
  pwa,
  quality,
  questions,
  report,
  ring,
  security,
  settings,
  signedOut,
  stage,
  tokens,
  webhooks,
};
