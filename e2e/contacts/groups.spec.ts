import { expect, test } from "../people";

test("C4 a group is made, and one tap rings everybody in it; a member who is no contact any more is not rung", async ({
  people,
}) => {
  const { ana, bo, cleo, dev } = await people("Ana", "Bo", "Cleo", "Dev");
  await ana.opens("/contacts");
  await ana.button("New group").click();
  const dialog = ana.page.getByRole("dialog", { name: "New group" });
  await dialog.getByLabel("Group name").fill("Band");
  await dialog.getByLabel("Search your contacts").fill("bo");
  await dialog.getByRole("checkbox", { name: "Bo" }).check({ force: true });
  await dialog.getByLabel("Search your contacts").fill("");
  await dialog.getByRole("checkbox", { name: "Cleo" }).check({ force: true });
  await dialog.getByRole("checkbox", { name: "Dev" }).check({ force: true });
  await dialog.getByRole("button", { name: "Create group" }).click();
  await expect(dialog).toBeHidden();

  await dev.api.removeContact(ana.id);
  await ana.page.getByRole("link", { name: "Band" }).click();
  const members = ana.page.getByRole("list", { name: "Members" });
  await expect(members.getByRole("listitem", { name: "Dev" })).toContainText("not called");

  await ana.page.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
  await ana.page.waitForURL(/\/call\//);
  await Promise.all([bo.isRungBy(ana), cleo.isRungBy(ana)]);
  await dev.isQuiet();
  await bo.answers();
  await cleo.answers();
  await Promise.all([ana.sees(bo), ana.sees(cleo), bo.sees(cleo), cleo.sees(ana)]);
});

test("C4 a group is named anew, gets people, loses them and is deleted; other devices of its owner follow", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await ana.device("Phone", { mobile: true });
  await ana.api.makeGroup("Team", []);
  await phone.opens("/contacts");
  await phone.page.getByRole("link", { name: "Team" }).click();
  await expect(phone.page.getByRole("heading", { name: "Team" })).toBeVisible();
  await expect(phone.button("Call")).toBeDisabled();

  await ana.opens("/contacts");
  await ana.page.getByRole("link", { name: "Team" }).click();
  await ana.button("Add people").click();
  await ana.page.getByRole("dialog").getByRole("checkbox", { name: "Bo" }).check({ force: true });
  await ana.page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(phone.page.getByRole("listitem", { name: bo.name })).toBeVisible();
  await expect(phone.button("Call")).toBeEnabled();

  await ana.button("More for Team").click();
  await ana.page.getByRole("menuitem", { name: "Rename group" }).click();
  await ana.page.getByLabel("Group name").fill("Crew");
  await ana.page.getByLabel("Group name").press("Enter");
  await expect(phone.page.getByRole("heading", { name: "Crew" })).toBeVisible();

  await ana.button("Take Bo out").click();
  await expect(phone.page.getByRole("listitem", { name: bo.name })).toBeHidden();
  await ana.button("More for Crew").click();
  await ana.page.getByRole("menuitem", { name: "Delete group" }).click();
  await ana.page.getByRole("alertdialog").getByRole("button", { name: "Delete group" }).click();
  await ana.isTold("Crew is deleted.");
  await expect(ana.page.getByRole("link", { name: "Crew" })).toBeHidden();
});

test("C4 a group of somebody else is not there", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { id } = await ana.api.makeGroup("Secret", [bo.id]);
  await bo.opens(`/contacts/groups/${id}`);
  await bo.isTold("That is not here any more.");
  await bo.opens("/contacts/groups/nonsense");
  await bo.isTold("Nothing here");
});
