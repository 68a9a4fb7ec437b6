import { beforeEach, describe, expect, it, vi } from "vitest";

/** A fresh browser page, so to say. */
const load = async () => await import("./worn");
beforeEach(() => vi.resetModules());

describe("M5 an effect that a device cannot bear", () => {
  it("is taken off where it only colours, and words say why", async () => {
    const { wear, loseEffect, losesCamera, lostEffect, wornEffect } = await load();
    wear({ background: "none", filter: "warm" });
    loseEffect("slow");
    expect(wornEffect.value).toEqual({ background: "none", filter: "none" });
    expect(lostEffect.value).toEqual({ why: "slow", hidesRoom: false });
    expect(losesCamera(lostEffect.value)).toBe(false);
  });

  it("stays on where it hides a room, and takes the camera instead; told once", async () => {
    const { wear, loseEffect, losesCamera, lostEffect, wornEffect } = await load();
    wear({ background: "blur", filter: "none" });
    const heard = vi.fn();
    lostEffect.subscribe(heard);
    loseEffect("slow");
    loseEffect("slow");
    expect(heard).toHaveBeenCalledTimes(1);
    expect(wornEffect.value.background).toBe("blur");
    expect(losesCamera(lostEffect.value)).toBe(true);
  });

  it("costs the call too much: colours rest, a hidden room stays hidden with the camera on", async () => {
    const { wear, restEffect, losesCamera, lostEffect, wornEffect } = await load();
    restEffect();
    expect(lostEffect.value).toBeNull();
    wear({ background: "own:room", filter: "none" });
    restEffect();
    expect(wornEffect.value.background).toBe("own:room");
    expect(lostEffect.value).toEqual({ why: "busy", hidesRoom: true });
    expect(losesCamera(lostEffect.value)).toBe(false);
    wear({ background: "none", filter: "cool" });
    expect(lostEffect.value).toBeNull();
    restEffect();
    expect(wornEffect.value).toEqual({ background: "none", filter: "none" });
  });
});
