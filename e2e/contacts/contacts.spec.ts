import { expect, test } from "../people";

test("C4 a person is found by handle, asked, and accepts; then each is in the other's list", async ({
  strangers,
}) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await ana.opens("/contacts");
  await ana.page.getByLabel("Find people").fill(bo.identity.handle);
  await ana.page.getByLabel("Find people").press("Enter");
  await ana.button("Add contact").click();
  await ana.isTold(/Asked Bo/);

  await bo.opens("/contacts");
  await bo.button("Accept").click();
  await expect(bo.page.getByRole("link", { name: /Ana/ }).first()).toBeVisible();
  await ana.opens("/contacts");
  await expect(ana.page.getByRole("link", { name: /Bo/ }).first()).toBeVisible();
  expect((await ana.api.find(bo.identity.email)).state).toBe("accepted");
});

test("C4 a request shows at once on the other's open page", async ({ strangers }) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await bo.opens("/");
  await ana.api.requestContact(bo.id);
  await expect(bo.page.getByText(/1 (person wants to add you|request)/).first()).toBeVisible();
});

test("C4 who asked sees at once that it was accepted", async ({ strangers }) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await ana.api.requestContact(bo.id);
  await ana.opens(`/contacts/${bo.identity.handle}`);
  await expect(ana.button("Take back")).toBeVisible();
  await bo.api.acceptContact(ana.id);
  await expect(ana.page.getByRole("main").getByRole("button", { name: "Video call" })).toBeVisible();
});

test("C1 contacts are narrowed while one types, whatever the accents; Enter opens the first", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo", "Cleo", "Dev", "Eva", "Finn");
  await bo.api.rename("Zoë Łukasz");
  await ana.opens("/contacts");
  const list = ana.page.getByRole("list", { name: "Your contacts" });
  await expect(list.getByRole("listitem")).toHaveCount(5);
  const search = ana.page.getByLabel("Search your contacts");
  await search.fill("lukasz zoe");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await search.fill("nobody");
  await ana.isTold("Nobody by that name among your contacts.");
  await search.press("Escape");
  await expect(list.getByRole("listitem")).toHaveCount(5);
  await search.fill("zoe");
  await search.press("Enter");
  await expect(ana.page.getByRole("heading", { name: "Zoë Łukasz" })).toBeVisible();
});

test("C4 an unknown handle is told in words", async ({ people }) => {
  const { ana } = await people("Ana");
  await ana.opens("/contacts");
  await ana.page.getByLabel("Find people").fill("nobody-of-this-name");
  await ana.page.getByLabel("Find people").press("Enter");
  await ana.isTold(/Nobody by that handle or e-mail/);
});

test("R13 a stranger's call rings nobody and is not refused; only somebody who does not exist is", async ({
  strangers,
}) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await expect(ana.api.start([crypto.randomUUID()])).rejects.toMatchObject({
    problem: { code: "person_not_found" },
  });
  expect(await ana.api.start([bo.id])).toMatchObject({ isOver: false });
  await bo.isQuiet();
  expect((await bo.api.state()).incoming).toEqual([]);
});
