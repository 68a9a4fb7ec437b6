/**
 * Where effects load from: our own address alone. scripts/start/effects.mjs copies what packages carry, under the version that
 * package.json names; the model is kept in the repository.
 */
const ROOT = "/effects";

/** Everything of MediaPipe's tasks-vision. */
export const VISION = `${ROOT}/vision-0.10.14`;
/** The model that tells a person from what is behind them. */
export const PERSON_MODEL = `${ROOT}/model/selfie_segmenter.tflite`;
/** The suppressor of noise: its worklet and its code. */
export const NOISE_WORKLET = `${ROOT}/noise-0.4.1/gtcrnWorklet.js`;
export const NOISE_CODE = `${ROOT}/noise-0.4.1/gtcrn.wasm`;
