import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "../people";

const card = (...lines: string[]) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");
const file = (buffer: Buffer) => ({ name: "contacts.vcf", mimeType: "text/vcard", buffer });

test("C4 an address book of three: who is here is asked by tick, the others get the link, and only e-mails leave the browser", {
  tag: "@long",
}, async ({ strangers }) => {
  const { ana, bo, cleo } = await strangers("Ana", "Bo", "Cleo");
  const sent: string[] = [];
  ana.page.on("request", (request) => request.method() === "POST" && sent.push(request.postData() ?? ""));
  await ana.opens("/contacts");
  await ana.button("More for your contacts").click();
  await ana.page.getByRole("menuitem", { name: "Import contacts" }).click();
  const book =
    card("VERSION:3.0", "FN:Bo from work", "TEL:+1 555 0100", `EMAIL;TYPE=INTERNET:${bo.identity.email}`) +
    card(
      "VERSION:2.1",
      "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;Cl=C3=A9o",
      `EMAIL;HOME:${cleo.identity.email}`,
    ) +
    card("VERSION:4.0", "FN:Nobody", "EMAIL:nobody@example.test");
  await ana.page.getByLabel("Choose a file").setInputFiles(file(Buffer.from(book)));
  const here = ana.page.getByRole("list", { name: "On Peal" });
  await expect(here.getByRole("checkbox")).toHaveCount(2);
  await expect(here.getByText("Bo from work")).toBeVisible();
  await expect(ana.page.getByText("1 person is not here yet.")).toBeVisible();
  await here.getByRole("checkbox", { name: "Cleo" }).uncheck();
  await ana.button("Add 1 contact").click();
  await ana.isTold(/Asked 1 person/);
  await expect(ana.page.getByRole("list", { name: "Waiting for an answer" })).toContainText("Bo");

  await bo.opens("/contacts");
  await expect(bo.button("Accept")).toBeVisible();
  await cleo.opens("/contacts");
  await expect(cleo.button("Accept")).toHaveCount(0);
  expect(sent.join("\n")).not.toMatch(/555|Bo from work|Nobody"/);
});

test("C4 a file that is too large, or broken, is told in words and asks nobody", async ({
  strangers,
}, testInfo) => {
  const { ana } = await strangers("Ana");
  await ana.opens("/contacts");
  await ana.button("More for your contacts").click();
  await ana.page.getByRole("menuitem", { name: "Import contacts" }).click();
  const input = ana.page.getByLabel("Choose a file");
  const huge = path.join(testInfo.outputDir, "huge.vcf");
  await mkdir(testInfo.outputDir, { recursive: true });
  await writeFile(huge, card("FN:Bo"));
  await truncate(huge, 50 * 1024 * 1024);
  await input.setInputFiles(huge);
  await expect(ana.page.getByRole("alert")).toContainText("Choose one of up to 2 MB");
  const broken = Buffer.concat([
    Buffer.from(card("FN:Bo", "EMAIL:bo@example.test")),
    Buffer.from([0xc3, 0x28]),
  ]);
  await input.setInputFiles(file(broken));
  await expect(ana.page.getByRole("alert")).toContainText("nothing was imported");
});

test("C4 F31 contacts are exported as vCard 4.0, whatever is in a name", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.api.rename("Bo; <b>drop</b>, \\table\\");
  await ana.opens("/contacts");
  await ana.button("More for your contacts").click();
  const download = ana.page.waitForEvent("download");
  await ana.page.getByRole("menuitem", { name: "Export contacts" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("peal-contacts.vcf");
  const text = await readFile(await saved.path(), "utf8");
  expect(text).toContain("VERSION:4.0\r\n");
  expect(text).toContain("FN:Bo; <b>drop</b>\\, \\\\table\\\\\r\n");
  expect(text).toContain(`NICKNAME:${bo.identity.handle}\r\n`);
  expect(text).not.toContain("EMAIL");
  expect(text.match(/BEGIN:VCARD/g)).toHaveLength(1);
});
