import { expect, test } from "../people";
import { push, withPushService } from "../push/browser";
import { looksAfterPeal } from "./admin";

test("P5 the doctor tries from the browser and from the server what calls need", async ({ people }) => {
  const { ana } = await people("Ana");
  await withPushService(ana.context);
  await ana.opens("/settings");
  await ana.button("Turn on notifications").click();
  await ana.isTold("On. Calls reach this device");
  await looksAfterPeal(ana);

  const tried = ana.page.waitForResponse(/push\.tryOut/);
  await ana.opens("/admin/doctor");
  await tried;
  const notice = {
    title: "Peal",
    body: "",
    navigate: `${ana.url}/`,
    lang: "en",
    tag: "test",
    renotify: false,
  };
  const quiet = {
    requireInteraction: false,
    silent: true,
    timestamp: 0,
    actions: [],
    data: { kind: "test" },
  };
  await push(ana, { web_push: 8030, notification: { ...notice, ...quiet } });

  const group = (name: string) => ana.page.getByRole("region", { name });
  const found = (where: string, name: string) => group(where).getByRole("listitem", { name, exact: true });
  const isGood = async (where: string, name: string) =>
    await expect(found(where, name).getByRole("img", { name: "Good" })).toBeVisible();
  for (const name of ["Page", "Live connection", "Clock", "SFU", "SFU’s webhook", "Notifications"])
    await isGood("From this browser", name);
  await expect(found("From this browser", "SFU")).toContainText("straight, over UDP");
  for (const name of ["Database", "Clock", "LiveKit", "App"]) await isGood("From the server", name);
  // No machine of the tests has port 443 for a relay.
  await expect(found("From the server", "Strict firewalls")).toContainText("PEAL_TURN_URLS");
  await expect(ana.button("Check again")).toBeEnabled();
});

test("P5 whoever is no admin finds nothing there", { tag: "@long" }, async ({ people }) => {
  // Whoever is first of all is an admin.
  const { bo } = await people("Ana", "Bo");
  const answer = await bo.page.goto(`${bo.url}/admin/doctor`);
  expect(answer?.status()).toBe(404);
  await expect(bo.page.getByText("From the server")).toBeHidden();
});
