import { expect, it } from "vitest";
import { csvFile } from "./csv";

it("F31 names with quotes, commas, line breaks and formulas stay text of one cell", () => {
  const file = csvFile([
    ["Name", "From"],
    ['Gil "the, one"', "1"],
    ["=1+1", "@x"],
    ["a\r\nb", "-2"],
  ]);
  expect(file).toBe('"Name","From"\r\n"Gil ""the, one""","1"\r\n"\'=1+1","\'@x"\r\n"a b","\'-2"\r\n');
});
