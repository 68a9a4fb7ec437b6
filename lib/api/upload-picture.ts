import { isProblem, type Trouble } from "./problem-of";

/** Sends a picture of oneself. The address of the picture, or what is wrong with it. */
export async function uploadPicture(file: Blob): Promise<{ pictureUrl: string } | { problem: Trouble }> {
  try {
    const answer = await fetch("/api/account/picture", {
      method: "POST",
      headers: { "x-peal": "1", "content-type": file.type || "application/octet-stream" },
      body: file,
    });
    if (answer.ok) return await answer.json();
    const body: { problem?: unknown } = await answer.json().catch(() => ({}));
    return { problem: isProblem(body.problem) ? body.problem : { code: "picture_unreadable" } };
  } catch {
    return { problem: { code: "offline" } };
  }
}
