"use client";
import { useTranslations } from "next-intl";
import { useStore } from "@/components/use-store";
import { deviceNews } from "@/lib/media/device-news";
import { Hint } from "./hint";

/** Which microphone, camera or speaker went in the running call, what took its place, and that it is back. */
export function DeviceHints() {
  const t = useTranslations("stage.hints.device");
  const news = useStore(deviceNews);
  return [...news].map(([hardware, told]) => (
    <Hint key={hardware}>
      {t(`${hardware}.${told.state}`, { name: told.name, by: "by" in told ? told.by : "" })}
    </Hint>
  ));
}
