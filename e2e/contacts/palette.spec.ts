import { expect, test } from "../people";

test("C1 with the keyboard alone: the palette finds a person without accents and calls them", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.api.rename("Bøb Jürgensen");
  await ana.opens("/");
  // The page has been taken over by the browser's code: before, keys are the browser's own.
  await expect(ana.page.getByRole("main").getByRole("button", { name: "Video call" })).toBeEnabled();
  const { keyboard } = ana.page;
  await keyboard.press("Control+k");
  await expect(ana.page.getByRole("combobox", { name: "Type a name or a page" })).toBeFocused();
  await keyboard.type("jurgen bob");
  await expect(ana.page.getByRole("option", { name: "Video call Bøb Jürgensen" })).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(bo.page.getByRole("dialog", { name: "Incoming call from Ana" })).toBeVisible();
  await bo.answers();
  await expect(ana.button("End call")).toBeVisible();
  await expect(ana.button("Turn camera off")).toBeVisible();
});

test("C1 the palette goes to pages and groups, and Escape closes it", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.api.makeGroup("Band", [bo.id]);
  const { keyboard } = ana.page;
  await ana.opens("/");
  await expect(
    ana.page.getByRole("main").getByRole("button", { name: "Call", exact: true }).first(),
  ).toBeEnabled();
  await keyboard.press("Control+k");
  await expect(ana.page.getByRole("option", { name: "Call Band", exact: true })).toBeVisible();
  await keyboard.type("no such thing");
  await expect(ana.page.getByText("Nothing by that name.")).toBeVisible();
  await keyboard.press("Escape");
  await expect(ana.page.getByRole("dialog")).toBeHidden();
  await keyboard.press("Control+k");
  await keyboard.type("devices");
  await keyboard.press("Enter");
  await expect(ana.page).toHaveURL(/\/devices$/);
  await keyboard.press("Control+k");
  await keyboard.type("open band");
  await expect(ana.page.getByText("Nothing by that name.")).toBeVisible();
});
