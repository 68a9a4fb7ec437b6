import { VERTEX } from "./shaders";

/** A program of WebGL, and its uniforms by name. Throws where the browser cannot compile it. */
export type Program = { use(): void; at(name: string): WebGLUniformLocation | null; delete(): void };

/** Makes a program that draws over the whole canvas. */
export function makeProgram(gl: WebGL2RenderingContext, fragment: string): Program {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error("WebGL is gone");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS))
    throw new Error(`an effect cannot be drawn here: ${gl.getProgramInfoLog(program)}`);
  return {
    use: () => gl.useProgram(program),
    at: (name) => gl.getUniformLocation(program, name),
    delete: () => gl.deleteProgram(program),
  };
}

/** A texture that is stretched smoothly and not repeated; `unit` is where it stays bound. */
export function makeTexture(gl: WebGL2RenderingContext, unit: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const [name, value] of [
    [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
    [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
    [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
    [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
  ] as const)
    gl.texParameteri(gl.TEXTURE_2D, name, value);
  return texture;
}
