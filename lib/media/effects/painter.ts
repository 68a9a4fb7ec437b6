import { coloursOf } from "./colours";
import { type Effect, isCutOut } from "./effect";
import { makeProgram, makeTexture, type Program } from "./program";
import { BLUR, COMPOSE } from "./shaders";

/** How sure the model is that a pixel is of the person, 0 to 255, row by row. */
export type Mask = { data: Uint8Array; width: number; height: number };

/** Texture units: the frame, what is behind, the person, and the two that a blur goes back and forth between. */
const [FRAME, BEHIND, PERSON, THERE, BACK] = [0, 1, 2, 3, 4] as const;
/** The blurred picture is so many times smaller: nobody sees that, and it costs a sixteenth. */
const SMALLER = 4;

/** Draws a frame with an effect. Throws where WebGL 2 is not to be had. */
export class Painter {
  readonly canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  readonly #compose: Program;
  readonly #blur: Program;
  readonly #ways: { texture: WebGLTexture; buffer: WebGLFramebuffer }[];
  #behind: ImageBitmap | null = null;
  #small = { width: 0, height: 0 };

  constructor() {
    this.canvas = new OffscreenCanvas(16, 16);
    const gl = this.canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
    if (!gl) throw new Error("there is no WebGL 2");
    this.#gl = gl;
    this.#compose = makeProgram(gl, COMPOSE);
    this.#blur = makeProgram(gl, BLUR);
    for (const unit of [FRAME, BEHIND, PERSON]) {
      makeTexture(gl, unit);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    }
    this.#ways = [THERE, BACK].map((unit) => ({
      texture: makeTexture(gl, unit),
      buffer: gl.createFramebuffer(),
    }));
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  }

  /** The image behind the person; null for none. */
  setBehind(image: ImageBitmap | null): void {
    const gl = this.#gl;
    this.#behind = image;
    if (!image) return;
    gl.activeTexture(gl.TEXTURE0 + BEHIND);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
  }

  setMask({ data, width, height }: Mask): void {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0 + PERSON);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, height, 0, gl.RED, gl.UNSIGNED_BYTE, data);
  }

  /** Draws the frame onto the canvas, in the frame's own size. */
  draw(frame: VideoFrame, effect: Effect): void {
    const gl = this.#gl;
    const { displayWidth: width, displayHeight: height } = frame;
    this.#fit(width, height);
    gl.activeTexture(gl.TEXTURE0 + FRAME);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame);
    const isBlurred = effect.background === "blur" || effect.background === "portrait";
    if (isBlurred) this.#drawBlurred();
    this.#drawTogether(effect, isBlurred);
  }

  close(): void {
    this.#compose.delete();
    this.#blur.delete();
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  #fit(width: number, height: number): void {
    const gl = this.#gl;
    if (this.canvas.width === width && this.canvas.height === height) return;
    Object.assign(this.canvas, { width, height });
    this.#small = { width: Math.ceil(width / SMALLER), height: Math.ceil(height / SMALLER) };
    this.#ways.forEach(({ texture, buffer }, at) => {
      gl.activeTexture(gl.TEXTURE0 + THERE + at);
      const { width: w, height: h } = this.#small;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, w, h, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
      gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    });
  }

  /** Across and down, twice; the result is in the second of the two textures. */
  #drawBlurred(): void {
    const gl = this.#gl;
    const { width, height } = this.#small;
    this.#blur.use();
    gl.viewport(0, 0, width, height);
    gl.uniform1f(this.#blur.at("flip"), 0);
    const passes = [
      { from: FRAME, to: 0, across: 1 },
      { from: THERE, to: 1, across: 0 },
      { from: BACK, to: 0, across: 1 },
      { from: THERE, to: 1, across: 0 },
    ];
    for (const { from, to, across } of passes) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, this.#ways[to]?.buffer ?? null);
      gl.uniform1i(this.#blur.at("picture"), from);
      gl.uniform2f(this.#blur.at("step"), across / width, (1 - across) / height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
  }

  #drawTogether(effect: Effect, isBlurred: boolean): void {
    const gl = this.#gl;
    const { matrix, lift } = coloursOf[effect.filter];
    const program = this.#compose;
    program.use();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.uniform1f(program.at("flip"), 1);
    gl.uniform1i(program.at("picture"), FRAME);
    gl.uniform1i(program.at("behind"), isBlurred ? BACK : BEHIND);
    gl.uniform1i(program.at("person"), PERSON);
    gl.uniform1f(program.at("cut"), isCutOut(effect) ? 1 : 0);
    gl.uniform2fv(program.at("fit"), isBlurred ? [1, 1] : this.#cover());
    gl.uniform1f(program.at("light"), effect.background === "portrait" ? 1 : 0);
    gl.uniformMatrix3fv(program.at("colours"), false, matrix);
    gl.uniform3fv(program.at("lift"), lift);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** The part of the image that covers the frame: nothing of it is stretched. */
  #cover(): [number, number] {
    const { width, height } = this.#behind ?? this.canvas;
    const wider = width / height / (this.canvas.width / this.canvas.height);
    return wider > 1 ? [1 / wider, 1] : [1, wider];
  }
}
