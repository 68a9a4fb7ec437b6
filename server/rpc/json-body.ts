import { refuse } from "../errors";
import { readBody } from "./borders";

/** The JSON of a request's body of at most so many bytes. Refuses with `bad_input`. */
export async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  const body = await readBody(request, mostBytes);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return refuse({ code: "bad_input" });
  }
}
