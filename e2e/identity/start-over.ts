import type { Person } from "../people";
import type { Device } from "../device";

/** Signs in on a phone and starts over there, as who has lost all confirmed devices. */
export async function startsOver(who: Person): Promise<Device> {
  const phone = await who.device("Phone", { mobile: true });
  await phone.opens("/devices");
  await phone.button("Confirm this device").click();
  await phone.button("I have lost all my confirmed devices").click();
  await phone.page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
  await phone.isTold("This device is the first of yours now.");
  return phone;
}
