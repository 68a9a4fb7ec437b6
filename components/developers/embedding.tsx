import { useTranslations } from "next-intl";

/** How a site shows a meeting inside its own page; `url` is this Peal's address. */
export function Embedding({ url }: { url: string }) {
  const t = useTranslations("developers.embedding");
  return (
    <section aria-labelledby="embedding-title" className="mt-10 grid gap-4">
      <h2 id="embedding-title" className="font-semibold text-lg">
        {t("title")}
      </h2>
      <p className="text-pretty">{t("who")}</p>
      <pre className="wrap-anywhere whitespace-pre-wrap rounded-md bg-wash p-4 text-sm">
        <code>{`<div id="meeting" style="height: 600px"></div>
<script src="${url}/embed.js"></script>
<script>
  const meeting = Peal.createPealMeeting({
    url: "${url}/abc-defg-hij#k=…",
    parent: document.getElementById("meeting"),
  });
  meeting.on("left", () => meeting.destroy());
</script>`}</code>
      </pre>
      <p className="text-pretty wrap-anywhere">{t("more", { module: "/embed.mjs", types: "/embed.d.ts" })}</p>
      <p className="text-pretty">{t("told")}</p>
    </section>
  );
}
