"use client";
import dynamic from "next/dynamic";

/** Parts of the stage that most calls do not need; their code comes when they are shown. */
export const LatePeoplePanel = dynamic(() => import("./people-panel").then((module) => module.PeoplePanel), {
  ssr: false,
});
export const LateLayoutChoices = dynamic(
  () => import("./layout-choices").then((module) => module.LayoutChoices),
  { ssr: false },
);
export const LateHeldBar = dynamic(() => import("./held-bar").then((module) => module.HeldBar), {
  ssr: false,
});
export const LateMoreList = dynamic(() => import("./more-list").then((module) => module.MoreList), {
  ssr: false,
});
/** Every call has these: where their code does not come, on a network that breaks off, the call goes on without. */
export const LateCallAids = dynamic(
  () =>
    import("./call-aids").then(
      (module) => module.CallAids,
      () => () => null,
    ),
  { ssr: false },
);
export const LateRateCall = dynamic(() => import("./rate-call").then((module) => module.RateCall), {
  ssr: false,
});
export const LateEndForAll = dynamic(
  () => import("@/components/hosts/end-for-all").then((module) => module.EndForAll),
  { ssr: false },
);
